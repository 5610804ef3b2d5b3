import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/LoadingOverlay.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/dropzone/styles.layer.css';
import { Dropzone } from '@mantine/dropzone';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dropImport, getTemplate, startImport } from '../../../api/calls';
import { saveAs } from '../../../api/download';
import { counted, messageOf } from '../../../api/messages';
import { Problem } from '../../../api/problem';
import type { PeopleKind, UnfinishedImport } from '../../../api/types';
import { FetchFault } from '../../../app/FetchFault';
import { Button } from '../../../ui/Button';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { DownIcon, FileIcon, UpIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { importQuery, importsQuery } from '../queries';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';

interface Props {
  school: string;
  kind: PeopleKind;
  file: File | null;
  onFile: (file: File | null) => void;
  onBack: () => void;
  onImport: (id: string) => void;
}

const largest = 20 * 1024 * 1024;

/** R4.4.4, R4.4.7, step 2: the template, and the file that was made of it. */
export function FileStep({ school, kind, file, onFile, onBack, onImport }: Props) {
  const queryClient = useQueryClient();
  const open = useRef<() => void>(null);
  const [several, setSeveral] = useState(false);
  const template = useMutation({
    mutationFn: () => getTemplate(school, kind),
    onSuccess: (xlsx) => saveAs(xlsx, `${kind === 'pupils' ? 'leerlingen' : 'professionals'}-sjabloon.xlsx`),
  });
  const send = useMutation({
    mutationFn: (chosen: File) => {
      if (chosen.size > largest) throw new Problem(413, 'file_too_large');
      return startImport(school, kind, chosen);
    },
    onSuccess: (found) => {
      queryClient.setQueryData(importQuery(school, found.id).queryKey, found);
      onImport(found.id);
    },
  });
  return (
    <section className={classes.step}>
      <StepHeading>
        {kind === 'pupils' ? 'Zet je leerlingen in een lijst' : 'Zet je collega’s in een lijst'}
      </StepHeading>
      <Unfinished school={school} onImport={onImport} />
      <ol className={classes.todo}>
        <li>
          <p>
            Download het sjabloon en vul het in. Alleen het tussenvoegsel mag leeg blijven.
            {kind === 'professionals' ? ' De rol kies je uit een lijstje.' : null}
          </p>
          <Button
            variant="default"
            size="md"
            leftSection={<DownIcon />}
            loading={template.isPending}
            onClick={() => template.mutate()}
          >
            Download het sjabloon
          </Button>
          {template.isError ? (
            <Note kind="bad">
              <p>{messageOf(template.error)}</p>
            </Note>
          ) : null}
        </li>
        <li>
          <p>
            Bewaar het bestand en zet het hier neer. Een eigen lijst met dezelfde koppen mag ook (.xlsx, .ods of .csv).
          </p>
          <Dropzone
            openRef={open}
            multiple={false}
            activateOnClick={false}
            enablePointerEvents
            className={classes.drop ?? ''}
            inputProps={{ 'aria-label': kind === 'pupils' ? 'Bestand met leerlingen' : 'Bestand met professionals' }}
            tabIndex={-1}
            onDrop={([dropped]) => {
              send.reset();
              onFile(dropped ?? null);
            }}
            // All but the first are refused; nothing else is, the server knows what it can read.
            onDropAny={(_, refused) => setSeveral(refused.length > 0)}
          >
            <div className={classes.dropInner}>
              {file === null ? (
                <>
                  <UpIcon size={36} />
                  <p>Sleep je bestand hierheen, of</p>
                  <Button size="md" onClick={() => open.current?.()}>
                    Upload een bestand
                  </Button>
                </>
              ) : (
                <>
                  <FileIcon size={36} />
                  <p role="status">
                    <strong>{file.name}</strong>
                  </p>
                  <Button variant="default" size="md" onClick={() => open.current?.()}>
                    Kies een ander bestand
                  </Button>
                </>
              )}
            </div>
          </Dropzone>
        </li>
      </ol>
      {several && file !== null ? (
        <Note live title="Er kan één bestand tegelijk mee">
          <p>{`We namen ‘${file.name}’. Een andere lijst kun je hierna versturen.`}</p>
        </Note>
      ) : null}
      {send.isError ? (
        <Note kind="bad" title="We kunnen dit bestand niet gebruiken">
          <p>{messageOf(send.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onBack}>
          Terug
        </Button>
        <Button
          size="md"
          loading={send.isPending}
          disabled={file === null}
          onClick={() => file !== null && send.mutate(file)}
        >
          Ga verder
        </Button>
      </div>
    </section>
  );
}

const states: Record<UnfinishedImport['state'], string> = {
  ready: 'nog niet opgeslagen',
  saving: 'wordt opgeslagen',
  saved: 'opgeslagen, inloggegevens klaar om te bewaren',
};

/** Lists that were left; found again here. */
function Unfinished({ school, onImport }: { school: string; onImport: (id: string) => void }) {
  const queryClient = useQueryClient();
  const imports = useQuery(importsQuery(school));
  const [dropping, setDropping] = useState<UnfinishedImport | undefined>();
  const drop = useMutation({
    mutationFn: (id: string) => dropImport(school, id),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: importQuery(school, id).queryKey });
      setDropping(undefined);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: importsQuery(school).queryKey }),
  });
  if (imports.data === undefined) return <FetchFault query={imports} />;
  if (imports.data.length === 0) return null;
  return (
    <Note title={imports.data.length === 1 ? 'Je was nog bezig met een lijst' : 'Je was nog bezig met deze lijsten'}>
      <ul className={classes.unfinished}>
        {imports.data.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{one.file_name}</strong>
              <small>{`${counted(one.rows, 'rij', 'rijen')}, ${states[one.state]}`}</small>
            </span>
            <Button aria-label={`Ga verder met ${one.file_name}`} onClick={() => onImport(one.id)}>
              Ga verder
            </Button>
            {one.state === 'ready' ? (
              <Button
                variant="default"
                aria-label={`Gooi weg: ${one.file_name}`}
                onClick={() => {
                  drop.reset();
                  setDropping(one);
                }}
              >
                Gooi weg
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {dropping === undefined ? null : (
        <Dialog title="Gooi je deze lijst weg?" open onClose={() => setDropping(undefined)} size="sm">
          <p>{`Ook wat je in ‘${dropping.file_name}’ verbeterde, is dan weg. Er is nog niemand aangemaakt.`}</p>
          {drop.isError ? (
            <Note kind="bad">
              <p>{messageOf(drop.error)}</p>
            </Note>
          ) : null}
          <DialogButtons>
            <Button variant="default" size="md" loading={drop.isPending} onClick={() => drop.mutate(dropping.id)}>
              Gooi weg
            </Button>
            <Button size="md" data-autofocus onClick={() => setDropping(undefined)}>
              Bewaren
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </Note>
  );
}
