import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getProfile, putPupilProducts, putRoles } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Done, Product, Profile, Role } from '../../../api/types';
import { FetchFault } from '../../../app/FetchFault';
import { Button } from '../../../ui/Button';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { focusFirstFault } from '../../../ui/form';
import { Note } from '../../../ui/Note';
import { roleNames } from '../../accounts/words';
import formClasses from '../../accounts/profile.module.css';
import { ProductPeople } from '../ProductPeople';
import { peopleQuery, profileQuery, supervisorsQuery } from '../queries';
import { allRoles } from '../tasks/roles';
import { fullName } from '../words';
import { choiceOf, offeredTo, optionsFor, rolesToSend, rowsToSend, sameChoice, sameRoles } from './links';
import { RolesNow } from './RolesNow';

interface Props {
  school: { id: string };
  profile: Profile;
  products: Product[];
  onDirty: (dirty: boolean) => void;
  onCancel: () => void;
  onSaved: (done: Done, archived: boolean) => void;
}

/** R4.12.3 */
export function RolesForm({ school, profile, products, onDirty, onCancel, onSaved }: Props) {
  const queryClient = useQueryClient();
  const root = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(profile);
  const [choice, setChoice] = useState(choiceOf(profile));
  const [roles, setRoles] = useState<Role[]>(profile.roles);
  const [tried, setTried] = useState(false);
  const [sure, setSure] = useState(false);
  const [newer, setNewer] = useState(false);
  const pupil = base.kind === 'pupil';
  const supervising = roles.includes('supervisor');
  const supervisors = useQuery({ ...supervisorsQuery(school.id), enabled: pupil });
  const pupils = useQuery({
    ...peopleQuery(school.id, 'active'),
    enabled: !pupil && supervising,
    select: (people) => people.filter(({ kind }) => kind === 'pupil'),
  });

  const people = pupil ? supervisors : pupils;

  const dirty = !sameChoice(choice, choiceOf(base)) || (!pupil && !sameRoles(roles, base.roles));
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);

  // Nothing left to do here means: to the archive.
  const leaves = pupil ? choice.products.length === 0 : roles.length === 0;
  const faults = Object.fromEntries(
    pupil && tried
      ? choice.products
          .filter((id) => (choice.people[id] ?? []).length === 0)
          .map((id) => [id, 'Kies minstens één begeleider'])
      : [],
  );
  const incomplete = pupil && choice.products.some((id) => (choice.people[id] ?? []).length === 0);

  const lookAnew = useMutation({
    mutationFn: () => getProfile(school.id, base.id),
    onSuccess: (now) => {
      queryClient.setQueryData(profileQuery(school.id, base.id).queryKey, now);
      setBase(now);
      setNewer(true);
    },
  });
  const save = useMutation({
    mutationFn: () =>
      pupil
        ? putPupilProducts(school.id, base.id, { version: base.version, rows: rowsToSend(choice) })
        : putRoles(school.id, base.id, rolesToSend(base, roles, choice)),
    onSuccess: (done) => onSaved(done, leaves),
    onError: (error) => {
      setSure(false);
      if (isProblem(error, 'changed_meanwhile')) lookAnew.mutate();
    },
  });
  const problem = isProblem(save.error, 'changed_meanwhile') ? lookAnew.error : save.error;
  const name = fullName(base);

  return (
    <form
      ref={root}
      className={formClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (incomplete) focusFirstFault(root.current);
        else if (!dirty) onCancel();
        else if (leaves) setSure(true);
        else if (!save.isPending) save.mutate();
      }}
    >
      {newer ? (
        <Note live title="Iemand anders veranderde dit net">
          <p>Wat jij koos staat er nog. Dit staat er nu:</p>
          <RolesNow profile={base} />
          <Button
            variant="default"
            onClick={() => {
              setChoice(choiceOf(base));
              setRoles(base.roles);
              setNewer(false);
              save.reset();
            }}
          >
            Neem over wat er nu staat
          </Button>
        </Note>
      ) : null}
      {pupil ? null : (
        <ChoiceCards
          legend="Rollen"
          type="checkbox"
          value={roles}
          onChange={setRoles}
          options={allRoles.map((role) => ({ value: role, label: roleNames[role] }))}
        />
      )}
      {pupil || supervising ? (
        <ProductPeople
          legend={pupil ? 'Producten en begeleiders' : 'Producten en leerlingen'}
          offered={offeredTo(base, products)}
          options={optionsFor(base, people.data ?? [])}
          pending={people.data === undefined}
          label={(product) =>
            pupil ? `Begeleider(s) voor ${product}` : `Leerlingen voor ${product} (mag leeg blijven)`
          }
          {...choice}
          errors={faults}
          onChange={setChoice}
        />
      ) : null}
      <FetchFault query={people} />
      {leaves ? (
        <p role="status">
          {pupil ? `Zonder product gaat ${name} naar het archief.` : `Zonder rol gaat ${name} naar het archief.`}
        </p>
      ) : null}
      {problem === null ? null : (
        <Note kind="bad">
          <p>{messageOf(problem)}</p>
        </Note>
      )}
      <div className={formClasses.buttons}>
        <Button variant="default" size="md" onClick={onCancel}>
          Annuleren
        </Button>
        <Button type="submit" size="md" loading={save.isPending}>
          {newer ? 'Toch opslaan' : 'Opslaan'}
        </Button>
      </div>
      {sure ? (
        <Dialog title={`${name} naar het archief?`} open onClose={() => setSure(false)} size="sm">
          <p>
            {`${pupil ? 'Alle producten staan uit' : 'Beide rollen staan uit'}. ${name} kan dan niet meer inloggen en komt in het archief. De koppelingen blijven bewaard.`}
          </p>
          <DialogButtons>
            <Button variant="default" size="md" onClick={() => setSure(false)}>
              Annuleren
            </Button>
            <Button size="md" data-autofocus loading={save.isPending} onClick={() => save.mutate()}>
              Archiveren
            </Button>
          </DialogButtons>
        </Dialog>
      ) : null}
    </form>
  );
}
