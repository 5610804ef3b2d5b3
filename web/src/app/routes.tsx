import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Problem, isProblem } from '../api/problem';
import type { Role, Session } from '../api/types';
// The first page that most people see comes along in one go; all others are fetched when they are needed.
import { SignInPage } from '../features/accounts/SignInPage';
import { OneUser } from './OneUser';
import { only } from './search';
import { currentSchoolOf, has, sessionQuery } from './session';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/inloggen',
  validateSearch: only('terug', 'melding'),
  component: SignInPage,
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/wachtwoord',
  component: lazyRouteComponent(() => import('../features/accounts/ForgottenPasswordPage'), 'ForgottenPasswordPage'),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/wachtwoord/instellen',
  component: lazyRouteComponent(() => import('../features/accounts/SetPasswordPage'), 'SetPasswordPage'),
});

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/e-mailadres/bevestigen',
  component: lazyRouteComponent(() => import('../features/accounts/ConfirmEmailPage'), 'ConfirmEmailPage'),
});

const api = createRoute({
  getParentRoute: () => root,
  path: '/documentatie/api',
  component: lazyRouteComponent(() => import('../features/programs/ApiPage'), 'ApiPage'),
});

/** Everything that needs a session hangs under this one. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: OneUser,
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.queryClient.query({ ...sessionQuery, staleTime: 'static' }) };
    } catch (error) {
      if (!isProblem(error, 'sign_in_first')) throw error;
      throw redirect({ to: '/inloggen', search: location.href === '/' ? {} : { terug: location.href } });
    }
  },
});

function startOf(session: Session, search: { melding?: string | undefined } = {}) {
  if (session.user.kind === 'pupil') return redirect({ to: '/oefenen', search, replace: true });
  if (session.user.kind === 'operator') return redirect({ to: '/uitgever', replace: true });
  const school = currentSchoolOf(session);
  if (school === undefined) return redirect({ to: '/profiel', replace: true });
  return redirect({ to: '/school/$school/home', params: { school: school.id }, search, replace: true });
}

/** Why a program did not start. */
const noticeView = only('melding');

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: noticeView,
  beforeLoad: ({ context, search }) => {
    throw startOf(context.session, search);
  },
});

const practice = createRoute({
  getParentRoute: () => signedIn,
  path: '/oefenen',
  validateSearch: noticeView,
  beforeLoad: ({ context }) => {
    if (context.session.user.kind !== 'pupil') throw startOf(context.session);
  },
  component: lazyRouteComponent(() => import('../features/programs/PracticePage'), 'PracticePage'),
});

const frame = createRoute({
  getParentRoute: () => signedIn,
  id: 'frame',
  beforeLoad: ({ context }) => {
    if (context.session.user.kind === 'pupil') throw startOf(context.session);
  },
  component: lazyRouteComponent(() => import('./Frame'), 'Frame'),
});

const school = createRoute({
  getParentRoute: () => frame,
  path: '/school/$school',
  beforeLoad: ({ context, params }) => {
    const found = context.session.schools.find(({ id }) => id === params.school);
    if (found === undefined) throw notFound();
    return { school: found };
  },
});

/** The server refuses just the same; this is only to say so without asking. */
const needs =
  (role: Role) =>
  ({ context }: { context: { school: Session['schools'][number] } }) => {
    if (!has(context.school, role)) throw new Problem(403, 'forbidden');
  };

/** R8.1: where it is set up. */
const toSecondFactor = () => redirect({ to: '/profiel', search: { melding: 'tweede-stap' } });

const home = createRoute({
  getParentRoute: () => school,
  path: '/home',
  validateSearch: noticeView,
  component: lazyRouteComponent(() => import('../features/home/HomePage'), 'HomePage'),
});

const peopleKeys = ['zoek', 'rol', 'product', 'leerjaar', 'sort', 'taak'] as const;
const peopleView = only(...peopleKeys);

const administration = createRoute({
  getParentRoute: () => school,
  path: '/beheer',
  beforeLoad: ({ context }) => {
    needs('administrator')({ context });
    if (context.school.second_factor_demanded && !context.session.user.second_factor) throw toSecondFactor();
  },
  component: lazyRouteComponent(() => import('./Administration'), 'Administration'),
});

const users = createRoute({
  getParentRoute: () => administration,
  path: '/gebruikers',
  validateSearch: peopleView,
  component: lazyRouteComponent(() => import('../features/people/OverviewPage'), 'OverviewPage'),
});

const user = createRoute({
  getParentRoute: () => administration,
  path: '/gebruikers/$user',
  // The list that one came from, as it was shown there, for the way back.
  validateSearch: only(...peopleKeys, 'lijst'),
  component: lazyRouteComponent(() => import('../features/people/profile/UserPage'), 'UserPage'),
});

const archive = createRoute({
  getParentRoute: () => administration,
  path: '/archief',
  validateSearch: peopleView,
  component: lazyRouteComponent(() => import('../features/people/ArchivePage'), 'ArchivePage'),
});

const create = createRoute({
  getParentRoute: () => administration,
  path: '/aanmaken',
  validateSearch: only('soort', 'aantal', 'stap', 'import'),
  component: lazyRouteComponent(() => import('../features/people/create/CreatePage'), 'CreatePage'),
});

const subscriptions = createRoute({
  getParentRoute: () => administration,
  path: '/abonnementen',
  component: lazyRouteComponent(() => import('../features/subscriptions/SubscriptionsPage'), 'SubscriptionsPage'),
});

const licences = createRoute({
  getParentRoute: () => administration,
  path: '/abonnementen/$subscription',
  validateSearch: only('zoek', 'status', 'sort'),
  component: lazyRouteComponent(() => import('../features/subscriptions/LicencesPage'), 'LicencesPage'),
});

const history = createRoute({
  getParentRoute: () => administration,
  path: '/abonnementen/$subscription/geschiedenis',
  component: lazyRouteComponent(() => import('../features/subscriptions/HistoryPage'), 'HistoryPage'),
});

const log = createRoute({
  getParentRoute: () => administration,
  path: '/logboek',
  validateSearch: only('wie', 'van', 'tot'),
  component: lazyRouteComponent(() => import('../features/audit/LogPage'), 'LogPage'),
});

const resultsKeys = ['product', 'week', 'sort', 'zoek'] as const;

const resultsFrame = createRoute({
  getParentRoute: () => school,
  path: '/resultaten',
  validateSearch: only('product'),
  beforeLoad: needs('supervisor'),
  component: lazyRouteComponent(() => import('./Results'), 'Results'),
});

const results = createRoute({
  getParentRoute: () => resultsFrame,
  path: '/leerlingen',
  validateSearch: only(...resultsKeys),
  component: lazyRouteComponent(() => import('../features/results/ResultsPage'), 'ResultsPage'),
});

const report = createRoute({
  getParentRoute: () => resultsFrame,
  path: '/leerlingen/$pupil',
  // The overview that one came from, as it was shown there, for the way back.
  validateSearch: only(...resultsKeys, 'van', 'tot'),
  component: lazyRouteComponent(() => import('../features/results/report/ReportPage'), 'ReportPage'),
});

const documents = createRoute({
  getParentRoute: () => resultsFrame,
  path: '/documentatie',
  component: lazyRouteComponent(() => import('../features/results/DocumentsPage'), 'DocumentsPage'),
});

const settings = createRoute({
  getParentRoute: () => school,
  path: '/instellingen',
  component: lazyRouteComponent(() => import('../features/schools/SettingsPage'), 'SettingsPage'),
});

const profile = createRoute({
  getParentRoute: () => frame,
  path: '/profiel',
  validateSearch: noticeView,
  component: lazyRouteComponent(() => import('../features/accounts/ProfilePage'), 'ProfilePage'),
});

const operator = createRoute({
  getParentRoute: () => frame,
  path: '/uitgever',
  beforeLoad: ({ context }) => {
    if (context.session.user.kind !== 'operator') throw new Problem(403, 'forbidden');
    if (!context.session.user.second_factor) throw toSecondFactor();
  },
  component: lazyRouteComponent(() => import('./Publisher'), 'Publisher'),
});

const schools = createRoute({
  getParentRoute: () => operator,
  path: '/',
  component: lazyRouteComponent(() => import('../features/publishing/SchoolsPage'), 'SchoolsPage'),
});

const operatorSubscriptions = createRoute({
  getParentRoute: () => operator,
  path: '/scholen/$school/abonnementen',
  component: lazyRouteComponent(
    () => import('../features/subscriptions/OperatorSubscriptionsPage'),
    'OperatorSubscriptionsPage',
  ),
});

const operatorHistory = createRoute({
  getParentRoute: () => operator,
  path: '/scholen/$school/abonnementen/$subscription/geschiedenis',
  component: lazyRouteComponent(() => import('../features/subscriptions/HistoryPage'), 'OperatorHistoryPage'),
});

const contents = createRoute({
  getParentRoute: () => operator,
  path: '/inhoud',
  validateSearch: only('soort', 'staat', 'product', 'zoek'),
  component: lazyRouteComponent(() => import('../features/publishing/ContentsPage'), 'ContentsPage'),
});

const newContent = createRoute({
  getParentRoute: () => operator,
  path: '/inhoud/nieuw',
  validateSearch: only('soort'),
  component: lazyRouteComponent(() => import('../features/publishing/ContentPage'), 'NewContentPage'),
});

const content = createRoute({
  getParentRoute: () => operator,
  path: '/inhoud/$content',
  component: lazyRouteComponent(() => import('../features/publishing/ContentPage'), 'ContentPage'),
});

export const routeTree = root.addChildren([
  signIn,
  forgotten,
  setPassword,
  confirmEmail,
  api,
  signedIn.addChildren([
    start,
    practice,
    frame.addChildren([
      school.addChildren([
        home,
        administration.addChildren([users, user, archive, create, subscriptions, licences, history, log]),
        resultsFrame.addChildren([results, report, documents]),
        settings,
      ]),
      profile,
      operator.addChildren([schools, operatorSubscriptions, operatorHistory, contents, newContent, content]),
    ]),
  ]),
]);
