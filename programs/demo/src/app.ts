import express, { type Express, type Request, type Response } from 'express';
import { fileURLToPath } from 'node:url';
import { BoundedMap } from './bounded.js';
import type { Deliveries } from './deliveries.js';
import type { Key } from './key.js';
import { LESSONS, lessonsUntilTest, questionsOf } from './lessons.js';
import { LaunchError, Launches, type Launch, type Platform } from './lti.js';

export interface AppSettings {
  platform: Platform;
  key: Key;
  deliveries: Deliveries;
  publicUrl: () => string;
}

interface Session extends Launch {
  lesson: number;
  startedAt: number;
}

const TWO_HOURS = 7_200_000;
const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));
const PAGES = { root: `${PUBLIC}/pages` };

export function makeApp(settings: AppSettings): Express {
  const launches = new Launches(settings.platform);
  const sessions = new BoundedMap<Session>(50_000, TWO_HOURS);
  // How far each child is; a real program would keep this in its own database.
  const highest = new Map<string, number>();

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
  app.use(express.json({ limit: '10kb' }));

  const begin = (values: Record<string, unknown>, response: Response) => {
    response.redirect(303, launches.begin(values, `${settings.publicUrl()}/lti/launch`));
  };
  app.get('/lti/login', (request, response) => {
    begin(request.query, response);
  });
  app.post('/lti/login', (request, response) => {
    begin(request.body as Record<string, unknown>, response);
  });
  app.post('/lti/launch', async (request, response) => {
    const launch = await launches.finish((request.body ?? {}) as Record<string, unknown>);
    const id = crypto.randomUUID();
    const lesson = Math.min((highest.get(launch.pupil) ?? 0) + 1, LESSONS);
    sessions.set(id, { ...launch, lesson, startedAt: Date.now() });
    response.redirect(303, `/oefening/${id}`);
  });
  app.get('/lti/jwks.json', (_request, response) => {
    response.json({ keys: [settings.key.publicJwk] });
  });
  app.get('/status', (_request, response) => {
    response.json(settings.deliveries.status());
  });

  const sessionOf = (request: Request) => sessions.get(String(request.params.session));
  app.get('/oefening/:session', (request, response) => {
    if (sessionOf(request)) response.sendFile('exercise.html', PAGES);
    else response.status(404).sendFile('ended.html', PAGES);
  });
  app.get('/oefening/:session/les', (request, response) => {
    const session = sessionOf(request);
    if (!session) return void response.sendStatus(404);
    session.startedAt = Date.now();
    response.set('Cache-Control', 'no-store').json({
      lesson: session.lesson,
      firstName: session.firstName,
      returnUrl: session.returnUrl,
      questions: questionsOf(session.lesson),
    });
  });

  const practised = (session: Session, address: string) => ({
    id: crypto.randomUUID(),
    kind: 'practice' as const,
    pupil: session.pupil,
    product: session.product,
    at: Math.floor(session.startedAt / 1000),
    duration_seconds: Math.max(1, Math.round((Date.now() - session.startedAt) / 1000)),
    lesson: session.lesson,
    address,
  });
  app.post('/oefening/:session/klaar', (request, response) => {
    const session = sessionOf(request);
    if (!session) return void response.sendStatus(404);
    const best = Math.max(highest.get(session.pupil) ?? 0, session.lesson);
    highest.set(session.pupil, best);
    settings.deliveries.add([
      practised(session, request.ip ?? ''),
      {
        id: crypto.randomUUID(),
        kind: 'progress',
        pupil: session.pupil,
        product: session.product,
        at: Math.floor(Date.now() / 1000),
        highest_lesson: best,
        lessons_until_test: lessonsUntilTest(best),
      },
    ]);
    session.lesson = Math.min(session.lesson + 1, LESSONS);
    session.startedAt = Date.now();
    response.sendStatus(204);
  });
  app.post('/oefening/:session/weg', (request, response) => {
    const session = sessionOf(request);
    if (session) settings.deliveries.add([practised(session, request.ip ?? '')]);
    response.sendStatus(204);
  });

  app.use((error: unknown, _request: Request, response: Response, next: (e: unknown) => void) => {
    if (!(error instanceof LaunchError)) {
      next(error);
      return;
    }
    console.error(`launch: ${error.message}`);
    response.status(400).sendFile('ended.html', PAGES);
  });
  return app;
}
