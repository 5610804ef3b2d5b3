import { useForm } from '@mantine/form';
import { useSuspenseQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { CreatedProfessional, Credentials, PeopleKind } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { useSchool } from '../../../app/session';
import { Page } from '../../../ui/Page';
import { Steps } from '../../../ui/Steps';
import { productsQuery, supervisorsQuery } from '../queries';
import { ChooseStep } from './ChooseStep';
import { CredentialsStep } from './CredentialsStep';
import { FileStep } from './FileStep';
import { ImportSteps } from './ImportSteps';
import { OneFinished } from './OneFinished';
import { emptyProfessional, type ProfessionalForm } from './professional';
import { ProfessionalFinished } from './ProfessionalFinished';
import { ProfessionalStep } from './ProfessionalStep';
import { PupilStep } from './PupilStep';
import { emptyPupil, type PupilForm } from './pupil';
import { forgetSteps } from './StepHeading';
import { stepNames } from './stepNames';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/aanmaken');

export type Step = '1' | '2a' | '2b' | '3';

interface Place {
  soort?: string | undefined;
  aantal?: string | undefined;
  stap?: Step | undefined;
  import?: string | undefined;
}

/**
 * R4.4.1: a wizard. The step is in the address, so that the browser's own 'back' works as well; what was filled
 * in is kept here as long as the wizard is open, and a list that was sent is kept by the server.
 */
export function CreatePage(): ReactNode {
  const { school: id } = route.useParams();
  // Another school is another wizard.
  return <Wizard key={id} />;
}

function Wizard() {
  const school = useSchool();
  const { school: id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data: supervisors }, { data: products }] = useSuspenseQueries({
    queries: [supervisorsQuery(id), productsQuery(id)],
  });
  const pupil = useForm<PupilForm>({ initialValues: emptyPupil });
  const professional = useForm<ProfessionalForm>({ initialValues: emptyProfessional });
  const [made, setMade] = useState<(Credentials & { display_name: string }) | undefined>();
  const [colleague, setColleague] = useState<(CreatedProfessional & { full_name: string }) | undefined>();
  const [file, setFile] = useState<File | null>(null);
  const [kept, setKept] = useState(false);
  useEffect(() => forgetSteps, []);

  const kind: PeopleKind = search.soort === 'professional' ? 'professionals' : 'pupils';
  const many = search.aantal === 'meer' || search.import !== undefined;
  // R4.4.5: not by the address either.
  const blocked = kind === 'pupils' && supervisors.length === 0;
  const step = blocked ? '1' : stepOf(search, kind, made !== undefined, colleague !== undefined, pupil.values);
  const loss = file !== null ? 'file' : lossOf(pupil.isDirty(), professional.isDirty());

  function lossOf(pupilTyped: boolean, colleagueTyped: boolean) {
    if (made !== undefined && !kept) return 'password';
    if (colleagueTyped && colleague === undefined) return 'colleague';
    return pupilTyped && made === undefined ? 'pupil' : undefined;
  }

  const go = (part: Place) => void navigate({ search: (now) => ({ ...now, ...part }) });
  const finish = (to: 'archief' | 'gebruikers', whom: PeopleKind = kind) => {
    const taak = whom === 'pupils' ? 'leerlingen-koppelen' : 'professionals-koppelen';
    // All that there was to ask has been asked; the browser's 'back' does not lead to what is done with.
    const way = { params: { school: id }, replace: true, ignoreBlocker: true };
    return navigate(
      to === 'archief'
        ? { ...way, to: '/school/$school/beheer/archief', search: { taak } }
        : { ...way, to: '/school/$school/beheer/gebruikers' },
    );
  };
  if (school === undefined) return null;

  const at = step === '1' ? 0 : step === '3' ? 2 : 1;
  return (
    <Page title="Gebruikers aanmaken" narrow={search.import === undefined}>
      {search.import === undefined ? <Steps names={stepNames} at={at} /> : null}
      {search.import !== undefined ? (
        <ImportSteps
          key={search.import}
          school={school}
          id={search.import}
          onBack={() => go({ import: undefined, aantal: 'meer', stap: '2a' })}
          onDone={finish}
        />
      ) : step === '1' ? (
        <ChooseStep
          chosen={search.aantal === undefined ? undefined : { kind, number: many ? 'meer' : 'een' }}
          supervisors={supervisors.length}
          onChoose={(choice) => {
            // A file was chosen for the other kind of list.
            if (choice.kind !== kind) setFile(null);
            go({
              soort: choice.kind === 'pupils' ? 'leerling' : 'professional',
              aantal: choice.number,
              stap: '2a',
            });
          }}
        />
      ) : many ? (
        <FileStep
          key={kind}
          school={id}
          kind={kind}
          file={file}
          onFile={setFile}
          onBack={() => go({ stap: '1' })}
          onImport={(found) => {
            setFile(null);
            go({ aantal: 'meer', stap: undefined, import: found });
          }}
        />
      ) : kind === 'professionals' ? (
        colleague !== undefined && step === '3' ? (
          <ProfessionalFinished
            school={school}
            made={colleague}
            onAgain={() => {
              professional.setValues(emptyProfessional);
              professional.resetDirty(emptyProfessional);
              setColleague(undefined);
              go({ stap: '2a' });
            }}
            onDone={() => void finish('gebruikers')}
          />
        ) : (
          <ProfessionalStep
            school={id}
            form={professional}
            products={products}
            onBack={() => go({ stap: '1' })}
            onMade={(found) => {
              setColleague(found);
              go({ stap: '3' });
            }}
          />
        )
      ) : step === '2a' ? (
        <PupilStep
          form={pupil}
          sector={school.sector}
          products={products}
          supervisors={supervisors}
          onBack={() => go({ stap: '1' })}
          onNext={() => go({ stap: '2b' })}
        />
      ) : step === '2b' ? (
        <CredentialsStep
          school={id}
          form={pupil}
          onBack={() => go({ stap: '2a' })}
          onMade={(found) => {
            setMade(found);
            setKept(false);
            go({ stap: '3' });
          }}
        />
      ) : made === undefined ? null : (
        <OneFinished
          school={school}
          pupil={made}
          kept={kept}
          onKept={() => setKept(true)}
          onAgain={() => {
            pupil.setValues(emptyPupil);
            pupil.resetDirty(emptyPupil);
            setMade(undefined);
            go({ stap: '2a' });
          }}
          onDone={() => void finish('gebruikers')}
        />
      )}
      <LeaveGuard unsaved={loss !== undefined}>{loss === undefined ? '' : warnings[loss]}</LeaveGuard>
    </Page>
  );
}

const warnings = {
  file: 'Je hebt een bestand gekozen, maar nog niet verstuurd.',
  password: 'Je kunt dit wachtwoord hierna niet meer zien. Bewaar het eerst.',
  pupil: 'De leerling is nog niet aangemaakt. Wat je hebt ingevuld raak je kwijt.',
  colleague: 'Je collega is nog niet aangemaakt. Wat je hebt ingevuld raak je kwijt.',
};

/** The address may ask for a step that there is nothing for (yet), after a reload for instance. */
function stepOf(
  search: { aantal?: string; stap?: string },
  kind: PeopleKind,
  made: boolean,
  colleague: boolean,
  values: PupilForm,
): Step {
  if (search.aantal !== 'een' && search.aantal !== 'meer') return '1';
  if (search.stap === '1') return '1';
  if (search.aantal === 'meer') return '2a';
  if (kind === 'professionals') return colleague ? '3' : '2a';
  if (made) return '3';
  if (search.stap === '2b' && values.first_name !== '' && values.last_name !== '') return '2b';
  return '2a';
}
