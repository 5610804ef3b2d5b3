import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router';
import { chooseSchool, signOut } from '../api/calls';
import { isProblem } from '../api/problem';
import type { SchoolOfUser } from '../api/types';
import { SignInAgain } from '../features/accounts/SignInAgain';
import { Dashboard } from '../features/programs/Dashboard';
import { Disclosure, menuClasses } from '../ui/Disclosure';
import { ChevronIcon, DoorIcon, GearIcon, MenuIcon, PersonIcon, SchoolIcon, TickIcon } from '../ui/icons';
import { Logo } from '../ui/Logo';
import { Notices, notifyBad } from '../ui/notify';
import { LeaveGuards, useMayLeave } from './LeaveGuard';
import { Reason } from './Reason';
import { has, sessionQuery, useSchool, useSession } from './session';
import classes from './Frame.module.css';

/** The blue bar and what stands under it. */
export function Frame() {
  const session = useSession();
  const school = useSchool();
  return (
    <LeaveGuards>
      <a className={`${classes.skip} unseen`} href="#inhoud">
        Naar de inhoud
      </a>
      <header className={classes.bar}>
        <div className={classes.left}>
          <Link to="/" className={classes.logo} aria-label="Lexipoort, naar het begin">
            <Logo />
          </Link>
          <SchoolSwitch schools={session.schools} current={school} />
        </div>
        {school === undefined ? null : <Tabs school={school} />}
        <div className={classes.right}>
          {school === undefined ? null : <Dashboard school={school.id} barred={notSupervising(school)} />}
          <UserMenu
            schools={session.schools}
            name={session.user.display_name}
            operator={session.user.kind === 'operator'}
          />
        </div>
      </header>
      <Outlet />
      <Notices />
      <SignInAgain />
    </LeaveGuards>
  );
}

/** R1.6 */
function SchoolSwitch({ schools, current }: { schools: SchoolOfUser[]; current: SchoolOfUser | undefined }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mayLeave = useMayLeave();
  const page = useMatches({ select: (matches) => matches.at(-1)?.fullPath });
  const choose = useMutation({
    mutationFn: (school: SchoolOfUser) => chooseSchool(school.id),
    onSuccess: async (session, school) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: samePage(page, school), params: { school: school.id }, ignoreBlocker: true });
    },
    onError: notifyBad,
  });
  const leaveFor = async (school: SchoolOfUser) => {
    if (await mayLeave()) choose.mutate(school);
  };
  if (current === undefined) return null;
  if (schools.length < 2) return <span className={classes.school}>{current.name}</span>;
  return (
    <Disclosure
      className={classes.switch}
      label={`School: ${current.name}. Wissel van school`}
      button={
        <>
          <SchoolIcon />
          <span className={classes.schoolName}>{current.name}</span>
          <ChevronIcon size={18} />
        </>
      }
    >
      {(close) => (
        <ul className={menuClasses.list}>
          {schools.map((school) => (
            <li key={school.id}>
              <button
                type="button"
                className={menuClasses.item}
                aria-current={school.id === current.id ? 'true' : undefined}
                onClick={() => {
                  close();
                  if (school.id !== current.id) void leaveFor(school);
                }}
              >
                <span className={classes.grow}>
                  {school.name}
                  <small>{school.place}</small>
                </span>
                {school.id === current.id ? <TickIcon /> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}

/** The page one is on, at the other school too, unless one may not be there. */
function samePage(page: string | undefined, school: SchoolOfUser) {
  switch (page) {
    case '/school/$school/beheer/gebruikers':
    case '/school/$school/beheer/archief':
    case '/school/$school/beheer/aanmaken':
    case '/school/$school/beheer/abonnementen':
    case '/school/$school/beheer/logboek':
      return has(school, 'administrator') ? page : '/school/$school/home';
    case '/school/$school/resultaten/documentatie':
      return has(school, 'supervisor') ? page : '/school/$school/home';
    case '/school/$school/resultaten/leerlingen':
    case '/school/$school/resultaten/leerlingen/$pupil':
      return has(school, 'supervisor') ? '/school/$school/resultaten/leerlingen' : '/school/$school/home';
    case '/school/$school/instellingen':
      return page;
    default:
      return '/school/$school/home';
  }
}

/** Why somebody sees no pupils' work at a school, if so. */
function notSupervising(school: SchoolOfUser): string | undefined {
  if (has(school, 'supervisor')) return undefined;
  return has(school, 'administrator')
    ? 'Je bent op deze school geen begeleider. Als beheerder kun je jezelf die rol geven.'
    : 'Je bent op deze school geen begeleider. Een beheerder kan je die rol geven.';
}

/** R2.1: the tabs are always there; without the role they are grey and say why. */
function Tabs({ school }: { school: SchoolOfUser }) {
  const params = { school: school.id };
  const barred = notSupervising(school);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const tab = (part: string) => ({
    className: classes.tab,
    'aria-current': path.startsWith(`/school/${school.id}/${part}`) ? ('page' as const) : undefined,
  });
  return (
    <nav className={classes.tabs} aria-label="Hoofdmenu">
      <ul>
        <li>
          <Link to="/school/$school/home" params={params} {...tab('home')}>
            Home
          </Link>
        </li>
        <li>
          {barred === undefined ? (
            <Link to="/school/$school/resultaten/leerlingen" params={params} {...tab('resultaten')}>
              Resultaten
            </Link>
          ) : (
            <Reason name="Resultaten" reason={barred} />
          )}
        </li>
        <li>
          {has(school, 'administrator') ? (
            <Link to="/school/$school/beheer/gebruikers" params={params} {...tab('beheer')}>
              Beheer
            </Link>
          ) : (
            <Reason
              name="Beheer"
              reason="Je bent op deze school geen beheerder. Alleen een andere beheerder kan je die rol geven."
            />
          )}
        </li>
      </ul>
    </nav>
  );
}

function UserMenu({ schools, name, operator }: { schools: SchoolOfUser[]; name: string; operator: boolean }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mayLeave = useMayLeave();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async (_, error) => {
      if (error !== null && !isProblem(error, 'sign_in_first')) {
        notifyBad(error);
        return;
      }
      await navigate({ to: '/inloggen', ignoreBlocker: true });
      queryClient.clear();
    },
  });
  const ask = async () => {
    if (await mayLeave()) leave.mutate();
  };
  return (
    <Disclosure align="end" className={classes.menu} label="Menu" button={<MenuIcon size={24} />}>
      {(close) => (
        <>
          <div className={menuClasses.heading}>{name}</div>
          <ul className={menuClasses.list}>
            <li>
              <Link to="/profiel" className={menuClasses.item} onClick={close}>
                <PersonIcon /> Mijn profiel
              </Link>
            </li>
            {operator ? (
              <li>
                <Link to="/uitgever" className={menuClasses.item} onClick={close}>
                  <SchoolIcon /> Alle scholen
                </Link>
              </li>
            ) : null}
          </ul>
          {schools.length === 0 ? null : (
            <>
              <div className={menuClasses.heading}>Instellingen van</div>
              <ul className={menuClasses.list}>
                {schools.map((school) => (
                  <li key={school.id}>
                    <Link
                      to="/school/$school/instellingen"
                      params={{ school: school.id }}
                      className={menuClasses.item}
                      onClick={close}
                    >
                      <GearIcon /> {school.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
          <hr className={classes.rule} />
          <button
            type="button"
            className={menuClasses.item}
            onClick={() => {
              close();
              void ask();
            }}
          >
            <DoorIcon /> Uitloggen
          </button>
        </>
      )}
    </Disclosure>
  );
}
