import '../../../ui/fields';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SetStateAction, useRef, useState } from 'react';
import { changeContent, createContent, removeContent, withdrawContent } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { ContentKind, OperatorSchool, Product, WholeContent } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { Button } from '../../../ui/Button';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { faultsOf, focusFirstFault, optional } from '../../../ui/form';
import { Note } from '../../../ui/Note';
import { notifyGood } from '../../../ui/notify';
import { Card } from '../../../ui/Page';
import { Pick } from '../../../ui/Pick';
import { Select } from '../../../ui/Select';
import { contentQuery, contentsKey } from '../queries';
import { StateTag } from '../StateTag';
import { kinds, moment, roleNames, severities } from '../words';
import { BodyField } from './BodyField';
import { FileField } from './FileField';
import { editOf, isChanged, shapes, type Values, valuesOf } from './shape';
import classes from './form.module.css';

interface Props {
  kind: ContentKind;
  content: WholeContent | undefined;
  products: Product[];
  schools: OperatorSchool[];
  /** Begins again with what somebody else made of it. */
  onReload: () => Promise<void>;
}

/** R8.1: writes, aims, plans and publishes one content. */
export function ContentForm({ kind, content, products, schools, onReload }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const root = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(content);
  const [values, setValues] = useState(valuesOf(content));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [asking, setAsking] = useState(false);
  const shape = shapes[kind];
  const isOut = base?.state === 'visible' || base?.state === 'planned';

  const take = (now: WholeContent) => {
    setBase(now);
    setValues(valuesOf(now));
    setFaults({});
    queryClient.setQueryData(contentQuery(now.id).queryKey, now);
    void queryClient.invalidateQueries({ queryKey: [...contentsKey, 'list'] });
  };
  const save = useMutation({
    mutationFn: (publish: boolean) => {
      const edit = editOf(values, publish, base);
      return base === undefined ? createContent({ ...edit, kind }) : changeContent(base.id, base.version, edit);
    },
    onSuccess: (now, publish) => {
      take(now);
      notifyGood(savedText(now, publish));
      if (base === undefined) {
        void navigate({
          to: '/uitgever/inhoud/$content',
          params: { content: now.id },
          replace: true,
          ignoreBlocker: true,
        });
      }
    },
    onError: (error) => {
      if (!isProblem(error, 'faulty')) return;
      setFaults(faultsOf(error));
      focusFirstFault(root.current);
    },
  });
  const withdraw = useMutation({
    mutationFn: (seen: WholeContent) => withdrawContent(seen.id, seen.version),
    onSuccess: (now) => {
      take(now);
      notifyGood(kind === 'notice' ? 'Dit bericht is voorbij.' : 'Dit is nu niet meer te zien.');
    },
  });
  const busy = save.isPending || withdraw.isPending;
  const problem = save.error ?? withdraw.error;
  const field = (name: keyof Values) => ({
    size: 'md' as const,
    value: values[name] as string,
    error: faults[errorName[name] ?? name],
    onChange: (event: { currentTarget: { value: string } }) => put(name, event.currentTarget.value),
  });
  const put = (name: keyof Values, value: Values[keyof Values] | SetStateAction<string>) => {
    setValues((now) => ({ ...now, [name]: value }));
    setFaults((now) => ({ ...now, [errorName[name] ?? name]: undefined }) as Record<string, string>);
  };
  const file = (name: 'file' | 'image' | 'captions') => ({
    value: values[name],
    error: faults[name],
    onChange: (chosen: Values['file']) => put(name, chosen),
  });
  const isFilm = values.file?.media_type.startsWith('video/') ?? false;

  return (
    <form
      ref={root}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) save.mutate(base === undefined || base.state === 'draft' ? false : true);
      }}
    >
      <div className={classes.columns}>
        <Card title="Wat lezers zien">
          <TextInput {...field('title')} label={kind === 'question' ? 'Vraag' : 'Titel'} autoComplete="off" />
          {kind === 'notice' ? (
            <Select
              {...field('severity')}
              label="Hoe gaat het met het product?"
              data={[
                { value: '', label: 'Kies…' },
                ...Object.entries(severities).map(([value, label]) => ({ value, label })),
              ]}
            />
          ) : null}
          <BodyField
            label={kind === 'question' ? 'Antwoord' : 'Tekst'}
            value={values.body}
            error={faults.body}
            onChange={(text) => put('body', text)}
          />
          {shape.file === undefined ? null : <FileField {...file('file')} label={shape.file} hint={fileHint(kind)} />}
          {shape.address ? (
            <TextInput
              {...field('address')}
              type="url"
              label={kind === 'video' ? 'Of het adres van een film' : 'Adres van een pagina'}
              description={
                kind === 'video'
                  ? 'Van YouTube of Vimeo. De film speelt in Lexipoort zelf.'
                  : `Begint met https://. ${optional}.`
              }
              placeholder="https://"
              autoComplete="off"
            />
          ) : null}
          {shape.file !== undefined && (isFilm || values.captions !== null) ? (
            <FileField
              {...file('captions')}
              label="Ondertitels"
              hint="Voor wie niet (goed) hoort. Een bestand dat eindigt op .vtt"
              accept=".vtt"
            />
          ) : null}
          {shape.image ? (
            <FileField
              {...file('image')}
              label="Afbeelding"
              hint={`png, jpg, webp of gif, hooguit 5 MB. ${optional}.`}
              accept="image/png,image/jpeg,image/webp,image/gif"
            />
          ) : null}
        </Card>
        <div className={classes.side}>
          <Card title="Voor wie?">
            {shape.product === 'no' ? null : (
              <Select
                {...field('product')}
                label="Product"
                data={[
                  { value: '', label: shape.product === 'must' ? 'Kies…' : 'Voor elk product' },
                  ...products.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
            {shape.audience ? (
              <>
                <Pick
                  label="School"
                  placeholder="Alle scholen"
                  options={schools.map(({ id, name, place }) => ({ value: id, label: `${name}, ${place}` }))}
                  value={values.school === '' ? undefined : values.school}
                  onChange={(school) => put('school', school ?? '')}
                />
                <Select
                  {...field('role')}
                  label="Rol"
                  data={[
                    { value: '', label: 'Alle professionals' },
                    ...Object.entries(roleNames).map(([value, label]) => ({ value, label })),
                  ]}
                />
              </>
            ) : (
              <p className={classes.hint}>
                {kind === 'notice'
                  ? 'Iedereen kan dit lezen, ook zonder in te loggen.'
                  : 'Alle professionals zien dit.'}
              </p>
            )}
          </Card>
          <Card title="Wanneer?">
            {base === undefined ? null : (
              <p className={classes.now}>
                <StateTag of={base} />
                <small>{`Gewijzigd op ${moment(base.changed_at)} door ${base.changed_by}`}</small>
              </p>
            )}
            <TextInput
              {...field('from')}
              type="datetime-local"
              label="Zichtbaar vanaf"
              description="Leeg: zodra je publiceert"
            />
            <TextInput
              {...field('until')}
              type="datetime-local"
              label={shape.until}
              description="Leeg: tot je het zelf weghaalt"
            />
          </Card>
        </div>
      </div>
      {problem === null || isProblem(problem, 'faulty') ? null : (
        <Note kind="bad">
          <p>{messageOf(problem)}</p>
          {isProblem(problem, 'changed_meanwhile') ? (
            <Button variant="default" onClick={() => void onReload()}>
              Toon wat er nu staat
            </Button>
          ) : null}
        </Note>
      )}
      {Object.values(faults).some(Boolean) ? (
        <Note kind="bad">
          <p>{messageOf(save.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        {base === undefined ? null : (
          <Button variant="subtle" size="md" onClick={() => setAsking(true)}>
            Verwijderen
          </Button>
        )}
        <span className={classes.grow} />
        {base?.state === 'visible' ? (
          <Button variant="default" size="md" loading={withdraw.isPending} onClick={() => withdraw.mutate(base)}>
            {kind === 'notice' ? 'Zet op voorbij' : 'Haal uit beeld'}
          </Button>
        ) : null}
        {base !== undefined && base.state !== 'draft' ? null : (
          <Button variant="default" size="md" loading={busy} onClick={() => save.mutate(false)}>
            Bewaar als concept
          </Button>
        )}
        <Button size="md" loading={save.isPending} onClick={() => save.mutate(true)}>
          {isOut ? 'Wijzigingen opslaan' : 'Publiceer'}
        </Button>
      </div>
      {asking && base !== undefined ? (
        <RemoveDialog
          content={base}
          onClose={() => setAsking(false)}
          onRemoved={() => {
            setAsking(false);
            void queryClient.invalidateQueries({ queryKey: [...contentsKey, 'list'] });
            notifyGood(`‘${base.title}’ is verwijderd.`);
            void navigate({ to: '/uitgever/inhoud', search: { soort: kind }, ignoreBlocker: true });
          }}
        />
      ) : null}
      <LeaveGuard unsaved={isChanged(values, valuesOf(base))}>
        {`Wat je hier veranderde is nog niet opgeslagen. Als je weggaat, raak je het kwijt.`}
      </LeaveGuard>
    </form>
  );
}

/** What the server calls the fields that go by another name here. */
const errorName: Partial<Record<keyof Values, string>> = { from: 'published_from', until: 'published_until' };

function savedText(now: WholeContent, publish: boolean): string {
  if (!publish) return 'Bewaard als concept. Alleen jullie zien dit.';
  if (now.state === 'planned' && now.published_from != null) {
    return `Opgeslagen. Het is te zien vanaf ${moment(now.published_from)}.`;
  }
  return now.state === 'visible' ? `Opgeslagen. Het is nu te zien ${kinds[now.kind].where}.` : 'Opgeslagen.';
}

function fileHint(kind: ContentKind): string {
  if (kind === 'video') return 'mp4 of webm, hooguit 500 MB';
  if (kind === 'tool') return 'exe, dmg, deb of zip, hooguit 200 MB';
  return 'Bijvoorbeeld een pdf, een film of een Office-bestand';
}

interface RemoveProps {
  content: WholeContent;
  onClose: () => void;
  onRemoved: () => void;
}

function RemoveDialog({ content, onClose, onRemoved }: RemoveProps) {
  const remove = useMutation({
    mutationFn: () => removeContent(content.id, content.version),
    onSuccess: onRemoved,
  });
  return (
    <Dialog title="Wil je dit verwijderen?" open onClose={onClose} size="sm">
      <p>
        {content.state === 'draft'
          ? `Het concept ‘${content.title}’ is dan weg. Je kunt dit niet ongedaan maken.`
          : `‘${content.title}’ is gepubliceerd. Na het verwijderen kan niemand het meer lezen, ook jullie niet. Je kunt dit niet ongedaan maken.`}
      </p>
      {remove.isError ? (
        <Note kind="bad">
          <p>{messageOf(remove.error)}</p>
        </Note>
      ) : null}
      <DialogButtons>
        <Button variant="default" size="md" data-autofocus onClick={onClose}>
          Niet verwijderen
        </Button>
        <Button size="md" loading={remove.isPending} onClick={() => remove.mutate()}>
          Verwijderen
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
