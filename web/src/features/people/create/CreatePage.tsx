import { useForm } from '@mantine/form';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Credentials } from '../../../api/types';
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
import { PupilStep } from './PupilStep';
import { emptyPupil, type PupilForm } from './pupil';
import { forgetSteps } from './StepHeading';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/aanmaken');

export type Step = '1' | '2a' | '2b' | '3';

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
  const supervisors = useSuspenseQuery(supervisorsQuery(id)).data;
  const products = useQuery(productsQuery(id)).data ?? [];
  const form = useForm<PupilForm>({ initialValues: emptyPupil });
  const [made, setMade] = useState<(Credentials & { display_name: string }) | undefined>();
  const [file, setFile] = useState<File | null>(null);
  const [kept, setKept] = useState(false);
  const [risky, setRisky] = useState(false);
  const leaving = useRef(false);
  useEffect(() => forgetSteps, []);

  const many = search.aantal === 'meer' || search.import !== undefined;
  const step = stepOf(search, made !== undefined, form.values);
  const unsaved = many ? risky || file !== null : made === undefined ? form.isDirty() : !kept;

  const go = (part: { aantal?: 'een' | 'meer' | undefined; stap?: Step | undefined; import?: string | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...part }) });
  const finish = (to: 'archief' | 'gebruikers') => {
    leaving.current = true;
    void navigate(
      to === 'archief'
        ? { to: '/school/$school/beheer/archief', params: { school: id }, search: { taak: 'leerlingen-koppelen' } }
        : { to: '/school/$school/beheer/gebruikers', params: { school: id } },
    );
  };
  if (school === undefined) return null;

  const at = step === '1' ? 0 : step === '3' ? 2 : 1;
  return (
    <Page title="Leerlingen aanmaken" narrow={search.import === undefined}>
      {search.import === undefined ? <Steps names={['Eén of meer', 'Gegevens', 'Klaar']} at={at} /> : null}
      {search.import !== undefined ? (
        <ImportSteps
          key={search.import}
          school={school}
          id={search.import}
          onRisk={setRisky}
          onBack={() => go({ import: undefined, aantal: 'meer', stap: '2a' })}
          onDone={() => finish('archief')}
        />
      ) : step === '1' ? (
        <ChooseStep
          chosen={search.aantal === 'meer' ? 'meer' : search.aantal === 'een' ? 'een' : undefined}
          supervisors={supervisors.length}
          onChoose={(aantal) => go({ aantal, stap: '2a' })}
        />
      ) : many ? (
        <FileStep
          school={id}
          kind="pupils"
          file={file}
          onFile={setFile}
          onBack={() => go({ stap: '1' })}
          onImport={(found) => {
            setFile(null);
            go({ aantal: 'meer', stap: undefined, import: found });
          }}
        />
      ) : step === '2a' ? (
        <PupilStep
          form={form}
          sector={school.sector}
          products={products}
          supervisors={supervisors}
          onBack={() => go({ stap: '1' })}
          onNext={() => go({ stap: '2b' })}
        />
      ) : step === '2b' ? (
        <CredentialsStep
          school={id}
          form={form}
          onBack={() => go({ stap: '2a' })}
          onMade={(pupil) => {
            setMade(pupil);
            setKept(false);
            go({ stap: '3' });
          }}
        />
      ) : made === undefined ? null : (
        <OneFinished
          school={school}
          pupil={made}
          onKept={() => setKept(true)}
          onAgain={() => {
            form.setValues(emptyPupil);
            form.resetDirty(emptyPupil);
            setMade(undefined);
            go({ stap: '2a' });
          }}
          onDone={() => finish('gebruikers')}
        />
      )}
      <LeaveGuard unsaved={unsaved} leaving={leaving}>
        {warning(many, made !== undefined)}
      </LeaveGuard>
    </Page>
  );
}

function warning(many: boolean, made: boolean): string {
  if (many)
    return 'Je bent nog niet klaar met deze lijst. Een lijst die je verstuurde vind je 24 uur lang terug bij stap 2.';
  if (made) return 'Je kunt dit wachtwoord hierna niet meer zien. Bewaar het eerst.';
  return 'De leerling is nog niet aangemaakt. Wat je hebt ingevuld raak je kwijt.';
}

/** The address may ask for a step that there is nothing for (yet), after a reload for instance. */
function stepOf(search: { aantal?: string; stap?: string }, made: boolean, values: PupilForm): Step {
  if (search.aantal !== 'een' && search.aantal !== 'meer') return '1';
  if (search.stap === '1') return '1';
  if (search.aantal === 'meer') return '2a';
  if (made) return '3';
  if (search.stap === '2b' && values.first_name !== '' && values.last_name !== '') return '2b';
  return '2a';
}
