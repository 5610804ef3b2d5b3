import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getMyPrograms, signOut } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import { useSession } from '../../app/session';
import { DoorIcon } from '../../ui/icons';
import { PageTitle } from '../../ui/PageTitle';
import classes from './PracticePage.module.css';

const route = getRouteApi('/signed-in/oefenen');

/** R2.4: pictures to press, nothing else; no reading needed. */
export function PracticePage(): ReactNode {
  const { user } = useSession();
  const { melding } = route.useSearch();
  const programs = useSuspenseQuery({ queryKey: ['my', 'programs'], queryFn: getMyPrograms }).data;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async (_, error) => {
      if (error !== null && !isProblem(error, 'sign_in_first')) return;
      await navigate({ to: '/inloggen' });
      queryClient.clear();
    },
  });
  const trouble = leave.isError ? messageOf(leave.error) : sentenceFor(melding, programs.length);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <PageTitle document="Oefenen">
          <span aria-hidden="true" className={classes.sun} />
          {`Hoi ${user.first_name}!`}
        </PageTitle>
        <button
          type="button"
          className={classes.leave}
          aria-label="Uitloggen"
          title="Uitloggen"
          onClick={() => leave.mutate()}
        >
          <DoorIcon size={30} />
        </button>
      </header>
      <main id="inhoud" className={classes.main}>
        {trouble === undefined ? null : (
          <div className={classes.trouble} role="alert">
            <svg viewBox="0 0 100 100" aria-hidden="true">
              <circle cx="50" cy="50" r="46" fill="#f7b13c" />
              <circle cx="35" cy="42" r="6" fill="#17283b" />
              <circle cx="65" cy="42" r="6" fill="#17283b" />
              <path d="M34 68c10-8 22-8 32 0" stroke="#17283b" strokeWidth="6" fill="none" strokeLinecap="round" />
            </svg>
            <p>{trouble}</p>
          </div>
        )}
        <ul className={classes.tiles}>
          {programs.map((program) => (
            <li key={program.product}>
              <a className={classes.tile} href={`/launch/${encodeURIComponent(program.product)}`}>
                <img src={program.icon} alt="" width="220" height="220" />
                <span>{program.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

function sentenceFor(notice: string | undefined, programs: number): string | undefined {
  if (notice === 'geen-licentie') return 'Dit kun je nu niet doen. Vraag het je juf of meester.';
  if (programs === 0) return 'Er staat nu niets voor je klaar. Vraag het je juf of meester.';
  if (notice !== undefined) return 'Dat lukte niet. Probeer het nog een keer.';
  return undefined;
}
