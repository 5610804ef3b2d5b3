import { useQuery } from '@tanstack/react-query';
import { getSupervisedPrograms } from '../../api/calls';
import type { SupervisedProgram } from '../../api/types';
import { FetchFault } from '../../app/FetchFault';
import { Waiting } from '../../app/Waiting';
import { Disclosure } from '../../ui/Disclosure';
import { TilesIcon } from '../../ui/icons';
import classes from './Dashboard.module.css';

interface Props {
  school: string;
  /** Why this user cannot have programs here, if so. */
  barred: string | undefined;
}

/** R7.1: one click to the programs, one more into a program's own pages. */
export function Dashboard({ school, barred }: Props) {
  return (
    <Disclosure
      align="end"
      className={classes.button}
      label="Dashboard"
      button={
        <>
          <TilesIcon />
          <span className={classes.name}>Dashboard</span>
        </>
      }
    >
      {(close) => (
        <div className={classes.panel}>
          {barred === undefined ? <Tiles school={school} onStart={close} /> : <p className={classes.text}>{barred}</p>}
        </div>
      )}
    </Disclosure>
  );
}

function Tiles({ school, onStart }: { school: string; onStart: () => void }) {
  const query = useQuery({
    queryKey: ['school', school, 'programs'],
    queryFn: () => getSupervisedPrograms(school),
  });
  if (query.data === undefined) return query.isLoadingError ? <FetchFault query={query} /> : <Waiting />;
  if (query.data.length === 0) {
    return (
      <p className={classes.text}>
        Er zijn op deze school nog geen programma’s voor jou. Een beheerder kan leerlingen aan je koppelen; dan vind je
        hier de programma’s waarmee zij oefenen.
      </p>
    );
  }
  return (
    <>
      <p className={classes.text}>Kies een programma. Je bent daar meteen ingelogd als begeleider.</p>
      <ul className={classes.tiles}>
        {query.data.map((program) => (
          <li key={program.product}>
            <Tile program={program} school={school} onStart={onStart} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Tile({ program, school, onStart }: { program: SupervisedProgram; school: string; onStart: () => void }) {
  const picture = <img src={program.icon} alt="" width="96" height="96" />;
  if (program.obstacle) {
    return (
      <div className={classes.tile} data-closed>
        {picture}
        <span>{program.name}</span>
        <small>{whyNot[program.obstacle]}</small>
      </div>
    );
  }
  const search = new URLSearchParams({ school }).toString();
  return (
    <a className={classes.tile} href={`/launch/${encodeURIComponent(program.product)}?${search}`} onClick={onStart}>
      {picture}
      <span>{program.name}</span>
    </a>
  );
}

const whyNot: Record<NonNullable<SupervisedProgram['obstacle']>, string> = {
  not_connected: 'Dit programma heeft nog geen pagina’s voor begeleiders.',
  no_subscription: 'Je school heeft hier nu geen abonnement op.',
  no_pupils: 'Je hebt hier nog geen leerlingen voor.',
};
