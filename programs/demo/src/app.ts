import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { fileURLToPath } from 'node:url';
import { BoundedMap } from './bounded.js';
import type { Deliveries } from './deliveries.js';
import type { Key } from './key.js';
import { allLessons, isTest, LESSONS, lessonsUntilTest, QUESTIONS, questionsOf } from './lessons.js';
import { Launches, type Launch, type Platform } from './lti.js';
import type { Progress } from './progress.js';

export interface AppSettings {
  platform: Platform;
  key: Key;
  deliveries: Deliveries;
  progress: Progress;
  publicUrl: () => string;
}

interface Session extends Launch {
  lesson: number;
  /** Where the practice begins that was not reported yet. */
  startedAt: number;
  finished: boolean;
  /** A supervisor's try: nothing of it is kept. */
  trial: boolean;
}

/** What the page tells when a lesson ends or is left. */
interface Report {
  lesson: number;
  seconds: number;
  /** How many words were found at the first try, when the lesson ends. */
  right?: number;
}

const TWO_HOURS = 7_200_000;
const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));
const PAGES = { root: `${PUBLIC}/pages` };

export function makeApp(settings: AppSettings): Express {
  const launches = new Launches(settings.platform);
  const sessions = new BoundedMap<Session>(50_000, TWO_HOURS);

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  app.use(express.static(PUBLIC, { index: false }));
  app.use(express.urlencoded({ extended: false }));
  // A beacon sends text; it cannot say that it is JSON.
  app.use(express.json({ limit: '10kb', type: ['application/json', 'text/plain'] }));

  const nextLesson = ({ pupil, product }: Launch) => Math.min(settings.progress.highest(pupil, product) + 1, LESSONS);

  const opened = (launch: Launch, lesson: number) => {
    const id = crypto.randomUUID();
    const trial = launch.role === 'supervisor';
    sessions.set(id, { ...launch, lesson, startedAt: Date.now(), finished: false, trial });
    return id;
  };

  const begin = (values: Record<string, unknown>, response: Response) => {
    response.redirect(303, launches.begin(values, `${settings.publicUrl()}/lti/launch`));
  };
  app.get('/lti/login', (request, response) => {
    begin(request.query, response);
  });
  app.post('/lti/login', (request, response) => {
    begin((request.body ?? {}) as Record<string, unknown>, response);
  });
  app.post('/lti/launch', async (request, response) => {
    const launch = await launches.finish((request.body ?? {}) as Record<string, unknown>);
    const place = launch.role === 'supervisor' ? 'begeleider' : 'oefening';
    response.redirect(303, `/${place}/${opened(launch, nextLesson(launch))}`);
  });
  app.get('/lti/jwks.json', (_request, response) => {
    response.json({ keys: [settings.key.publicJwk] });
  });
  app.get('/status', (_request, response) => {
    response.json(settings.deliveries.status());
  });

  const sessionOf = (request: Request) => sessions.get(String(request.params.session));

  const supervisorOf = (request: Request) => {
    const session = sessionOf(request);
    return session?.role === 'supervisor' ? session : undefined;
  };
  app.get('/begeleider/:session', (request, response) => {
    if (supervisorOf(request)) response.sendFile('supervisor.html', PAGES);
    else response.status(404).sendFile('ended.html', PAGES);
  });
  app.get('/begeleider/:session/lessen', (request, response) => {
    const session = supervisorOf(request);
    if (!session) return void response.sendStatus(404);
    const { firstName, returnUrl } = session;
    response.set('Cache-Control', 'no-store').json({ firstName, returnUrl, lessons: allLessons() });
  });
  app.get('/begeleider/:session/proberen/:lesson', (request, response) => {
    const session = supervisorOf(request);
    const lesson = Number(request.params.lesson);
    if (!session || !Number.isInteger(lesson) || lesson < 1 || lesson > LESSONS) {
      response.status(404).sendFile('ended.html', PAGES);
      return;
    }
    const returnUrl = `/begeleider/${request.params.session}`;
    response.redirect(303, `/oefening/${opened({ ...session, returnUrl }, lesson)}`);
  });

  app.get('/oefening/:session', (request, response) => {
    if (sessionOf(request)) response.sendFile('exercise.html', PAGES);
    else response.status(404).sendFile('ended.html', PAGES);
  });
  app.get('/oefening/:session/les', (request, response) => {
    const session = sessionOf(request);
    if (!session) return void response.sendStatus(404);
    if (session.finished) session.lesson = session.trial ? Math.min(session.lesson + 1, LESSONS) : nextLesson(session);
    session.finished = false;
    session.startedAt = Date.now();
    response.set('Cache-Control', 'no-store').json({
      lesson: session.lesson,
      firstName: session.firstName,
      returnUrl: session.returnUrl,
      questions: questionsOf(session.lesson),
    });
  });

  /** Each stretch is told once: what comes after it begins here. */
  const practised = (session: Session, report: Report, address: string) => {
    const began = session.startedAt;
    session.startedAt = Date.now();
    const passed = (session.startedAt - began) / 1000;
    return {
      id: crypto.randomUUID(),
      kind: 'practice' as const,
      pupil: session.pupil,
      product: session.product,
      at: Math.floor(began / 1000),
      // The page knows when nobody was there; the clock here knows the most it can have been.
      duration_seconds: Math.max(1, Math.round(Math.min(report.seconds, passed))),
      lesson: report.lesson,
      address,
    };
  };
  const testOf = (session: Session, { lesson, right }: Report) =>
    right === undefined || !isTest(lesson)
      ? []
      : [
          {
            id: crypto.randomUUID(),
            kind: 'test' as const,
            pupil: session.pupil,
            product: session.product,
            at: Math.floor(Date.now() / 1000),
            test: `Toets na les ${lesson}`,
            score: right,
            maximum_score: QUESTIONS,
          },
        ];
  app.post('/oefening/:session/klaar', (request, response) => {
    const session = sessionOf(request);
    const report = reportOf(request.body);
    if (!session || !report) return void response.sendStatus(session ? 400 : 404);
    // Told twice, by a page that had no answer the first time: it counts once.
    if (session.finished || report.lesson !== session.lesson) return void response.sendStatus(204);
    session.finished = true;
    if (session.trial) return void response.sendStatus(204);
    const highest = settings.progress.finish(session.pupil, session.product, report.lesson);
    settings.deliveries.add([
      practised(session, report, request.ip ?? ''),
      {
        id: crypto.randomUUID(),
        kind: 'progress',
        pupil: session.pupil,
        product: session.product,
        at: Math.floor(Date.now() / 1000),
        highest_lesson: highest,
        lessons_until_test: lessonsUntilTest(highest),
      },
      ...testOf(session, report),
    ]);
    response.sendStatus(204);
  });
  app.post('/oefening/:session/weg', (request, response) => {
    const session = sessionOf(request);
    const report = reportOf(request.body);
    if (!session || !report) return void response.sendStatus(session ? 400 : 404);
    if (!session.trial && !session.finished && report.lesson === session.lesson) {
      settings.deliveries.add([practised(session, report, request.ip ?? '')]);
    }
    response.sendStatus(204);
  });

  app.get('/terug', (_request, response) => {
    response.redirect(303, settings.platform.url);
  });
  app.use((_request, response) => {
    response.status(404).sendFile('ended.html', PAGES);
  });
  // Express knows an error handler by its four parameters. What is wrong goes to the log, and not to a child.
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status = 500 } = error as { status?: number };
    console.error(status === 500 ? error : `refused: ${(error as Error).message}`);
    response.status(status).sendFile('ended.html', PAGES);
  });
  return app;
}

function reportOf(body: unknown): Report | undefined {
  const { lesson, seconds, right } = (body ?? {}) as Partial<Report>;
  if (!Number.isInteger(lesson) || !Number.isFinite(seconds)) return undefined;
  const isCount = right === undefined || (Number.isInteger(right) && right >= 0 && right <= QUESTIONS);
  return isCount ? ({ lesson, seconds, right } as Report) : undefined;
}
