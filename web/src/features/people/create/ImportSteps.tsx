import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { saveImport } from '../../../api/calls';
import { counted, messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Import, PeopleKind, SchoolOfUser } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { Waiting } from '../../../app/Waiting';
import { Button } from '../../../ui/Button';
import { Meter } from '../../../ui/Meter';
import { Note } from '../../../ui/Note';
import { Steps } from '../../../ui/Steps';
import { schoolKey } from '../../schools/queries';
import { importQuery } from '../queries';
import { fullName } from '../words';
import { CheckStep } from './CheckStep';
import { Downloads } from './Downloads';
import { KeepFirstDialog } from './KeepFirstDialog';
import { SavedProfessionals } from './SavedProfessionals';
import { StepHeading } from './StepHeading';
import { stepNames } from './stepNames';
import { useEndImport } from './useEndImport';
import classes from './create.module.css';

interface Props {
  school: SchoolOfUser;
  id: string;
  onBack: () => void;
  onDone: (to: 'archief' | 'gebruikers', kind: PeopleKind) => Promise<void>;
}

/** R4.4.4, R4.4.7: from 2B on the server keeps the list; the address says which. */
export function ImportSteps({ school, id, onBack, onDone }: Props) {
  const queryClient = useQueryClient();
  const draft = useQuery(importQuery(school.id, id));
  const save = useMutation({
    mutationFn: () => saveImport(school.id, id),
    onSuccess: (answer) => {
      queryClient.setQueryData(importQuery(school.id, id).queryKey, answer);
    },
  });
  const state = draft.data?.state;
  useEffect(() => {
    // New people in the archive.
    if (state === 'saved') void queryClient.invalidateQueries({ queryKey: schoolKey(school.id) });
  }, [queryClient, school.id, state]);

  if (draft.data === undefined) {
    if (draft.isPending) return <Waiting />;
    return (
      <section className={classes.step}>
        <Note kind="bad">
          <p>
            {isProblem(draft.error, 'not_found')
              ? 'Deze lijst is er niet meer. Een lijst blijft 24 uur bewaard, en alleen voor wie hem verstuurde.'
              : messageOf(draft.error)}
          </p>
        </Note>
        <div className={classes.buttons}>
          <Button size="md" onClick={onBack}>
            Naar stap 2
          </Button>
        </div>
      </section>
    );
  }
  return (
    <>
      <Steps names={stepNames} at={state === 'saved' ? 2 : 1} />
      {state === 'ready' ? (
        <CheckStep
          school={school}
          draft={draft.data}
          saving={save.isPending}
          error={save.error}
          onSave={() => save.mutate()}
          onBack={onBack}
        />
      ) : state === 'saving' ? (
        <Saving draft={draft.data} trouble={draft.isError ? messageOf(draft.error) : undefined} />
      ) : draft.data.kind === 'professionals' ? (
        <SavedProfessionals school={school.id} draft={draft.data} onDone={(to) => onDone(to, 'professionals')} />
      ) : (
        <Saved school={school} draft={draft.data} onDone={() => onDone('archief', 'pupils')} />
      )}
    </>
  );
}

function Saving({ draft, trouble }: { draft: Import; trouble: string | undefined }) {
  const { done, total } = draft.progress;
  return (
    <section className={classes.step}>
      <StepHeading>{`De ${draft.kind === 'pupils' ? 'leerlingen' : 'professionals'} worden opgeslagen`}</StepHeading>
      <Meter role="progressbar" name="Opgeslagen" value={done} total={total} text={`${done} van ${total}`} />
      <p>Je mag deze pagina sluiten, het gaat vanzelf door. Je vindt de lijst terug bij stap 2.</p>
      {trouble === undefined ? null : (
        <Note kind="bad">
          <p>{trouble}</p>
        </Note>
      )}
    </section>
  );
}

interface SavedProps {
  school: SchoolOfUser;
  draft: Import;
  onDone: () => Promise<void>;
}

function Saved({ school, draft, onDone }: SavedProps) {
  const [kept, setKept] = useState(false);
  const [sure, setSure] = useState(false);
  const end = useEndImport(school.id, draft.id, onDone);
  const pupils = draft.rows
    .filter(({ skip }) => !skip)
    .map((row) => ({ display_name: fullName(row), user_name: row.user_name, password: row.password }));
  return (
    <section className={classes.step}>
      <StepHeading>{counted(draft.created, 'leerling is aangemaakt', 'leerlingen zijn aangemaakt')}</StepHeading>
      <p>Ze staan nu in het archief. Koppel ze daar aan een product en een begeleider, dan kunnen ze aan de slag.</p>
      <Note>
        <p>Bewaar eerst de inloggegevens. Na het afronden kun je de wachtwoorden niet meer zien.</p>
      </Note>
      <Downloads school={school} pupils={pupils} onKept={() => setKept(true)} />
      {end.isError ? (
        <Note kind="bad">
          <p>{messageOf(end.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button size="md" loading={end.isPending} onClick={() => (kept ? end.mutate() : setSure(true))}>
          Afronden en koppelen
        </Button>
      </div>
      {sure ? (
        <KeepFirstDialog go="Toch afronden" onGo={() => end.mutate()} onStay={() => setSure(false)}>
          Je hebt ze hier nog niet gedownload. Na het afronden zijn de wachtwoorden niet meer te zien.
        </KeepFirstDialog>
      ) : null}
      <LeaveGuard unsaved={!kept}>
        Je hebt de inloggegevens nog niet gedownload. Je vindt deze lijst 24 uur lang terug bij stap 2.
      </LeaveGuard>
    </section>
  );
}
