import { type ReactNode, useState } from 'react';
import { QRCodeSVG } from 'qrcode.react';
import { useMutation } from '@tanstack/react-query';
import { beginSecondFactor, confirmSecondFactor } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import type { NewSecret } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { Note } from '../../../ui/Note';
import { notifyGood } from '../../../ui/notify';
import { CodeField } from '../CodeField';
import { ProofStep } from './ProofStep';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './second-factor.module.css';

/** In three steps: one's password, the app, and the codes for a phone that is lost. */
export function SetUpDialog({ codeAsked, onClose }: { codeAsked: boolean; onClose: () => void }): ReactNode {
  const [secret, setSecret] = useState<NewSecret>();
  const [codes, setCodes] = useState<string[]>();
  const done = () => {
    onClose();
    if (codes !== undefined) notifyGood('Inloggen in twee stappen staat aan.');
  };
  return (
    <Dialog title="Inloggen in twee stappen" open onClose={done}>
      {codes !== undefined ? (
        <>
          <RecoveryCodes codes={codes} />
          <DialogButtons>
            <Button size="md" onClick={done}>
              Ik heb ze bewaard
            </Button>
          </DialogButtons>
        </>
      ) : secret === undefined ? (
        <ProofStep codeAsked={codeAsked} button="Verder" send={beginSecondFactor} onDone={setSecret}>
          Je hebt er een app voor nodig op je telefoon, zoals Google Authenticator, Microsoft Authenticator of 2FAS. Heb
          je die nog niet? Zet er dan eerst een op je telefoon.
        </ProofStep>
      ) : (
        <AppStep secret={secret} onDone={setCodes} onAgain={() => setSecret(undefined)} />
      )}
    </Dialog>
  );
}

interface AppStepProps {
  secret: NewSecret;
  onDone: (codes: string[]) => void;
  onAgain: () => void;
}

function AppStep({ secret, onDone, onAgain }: AppStepProps) {
  const [code, setCode] = useState('');
  const [empty, setEmpty] = useState(false);
  const confirm = useMutation({
    mutationFn: () => confirmSecondFactor(secret.ticket, code),
    onSuccess: ({ codes }) => onDone(codes),
  });
  return (
    <form
      className={classes.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setEmpty(code.trim() === '');
        if (code.trim() !== '' && !confirm.isPending) confirm.mutate();
      }}
    >
      <ol className={classes.todo}>
        <li>Open de app en kies daar om een account toe te voegen.</li>
        <li>
          Richt je telefoon op dit plaatje.
          <div className={classes.scan}>
            <QRCodeSVG value={secret.address} size={176} marginSize={2} title="QR-code voor de app op je telefoon" />
            <p>
              Lukt dat niet? Typ dan deze sleutel over in de app:
              <code className={classes.secret}>{secret.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
            </p>
          </div>
        </li>
        <li>De app laat nu een code van zes cijfers zien. Typ die hieronder.</li>
      </ol>
      {confirm.isError ? (
        <Note kind="bad">
          <p>{messageOf(confirm.error)}</p>
        </Note>
      ) : null}
      <CodeField
        autoFocus={false}
        value={code}
        error={empty ? 'Typ de code uit de app' : undefined}
        onChange={setCode}
      />
      <DialogButtons>
        <Button variant="default" size="md" onClick={onAgain}>
          Terug
        </Button>
        <Button type="submit" size="md" loading={confirm.isPending}>
          Zet aan
        </Button>
      </DialogButtons>
    </form>
  );
}
