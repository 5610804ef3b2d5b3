import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { renewRecoveryCodes, switchOffSecondFactor } from '../../../api/calls';
import { counted } from '../../../api/messages';
import { sessionQuery } from '../../../app/session';
import { Button } from '../../../ui/Button';
import { DialogButtons, Dialog } from '../../../ui/Dialog';
import { Note } from '../../../ui/Note';
import { notifyGood } from '../../../ui/notify';
import { Card } from '../../../ui/Page';
import { secondFactorQuery } from '../queries';
import profileClasses from '../profile.module.css';
import { ProofStep } from './ProofStep';
import { RecoveryCodes } from './RecoveryCodes';
import { SetUpDialog } from './SetUpDialog';

const few = 3;

/** R8.1: signing in with a password and a code from an app on one's phone. */
export function SecondFactorCard({ asked }: { asked: boolean }) {
  const queryClient = useQueryClient();
  const factor = useSuspenseQuery(secondFactorQuery).data;
  const [open, setOpen] = useState<'set-up' | 'codes' | 'off' | undefined>();
  const close = () => {
    setOpen(undefined);
    void queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <Card title="Inloggen in twee stappen">
      {asked && !factor.on ? (
        <Note kind="bad">
          <p>Zet eerst inloggen in twee stappen aan. Daarna kun je verder.</p>
        </Note>
      ) : null}
      {factor.on ? (
        <>
          <p>
            Staat aan. Na je wachtwoord typ je een code uit de app op je telefoon.
            {factor.demanded ? ' Dat moet voor jouw werk, dus het kan niet uit.' : ''}
          </p>
          <p>{`Je hebt nog ${counted(factor.recovery_codes_left, 'herstelcode', 'herstelcodes')}, voor als je je telefoon kwijt bent.`}</p>
          {factor.recovery_codes_left < few ? (
            <Note>
              <p>Maak nieuwe herstelcodes, dan kom je er ook zonder telefoon in.</p>
            </Note>
          ) : null}
          <div className={profileClasses.buttons}>
            {factor.demanded ? null : (
              <Button variant="default" size="md" onClick={() => setOpen('off')}>
                Zet uit
              </Button>
            )}
            <Button variant="default" size="md" onClick={() => setOpen('set-up')}>
              Andere telefoon
            </Button>
            <Button size="md" onClick={() => setOpen('codes')}>
              Nieuwe herstelcodes
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>
            Staat uit. Zet je het aan, dan typ je na je wachtwoord ook een code uit een app op je telefoon. Zo komt
            niemand bij de gegevens van je leerlingen, ook niet met jouw wachtwoord.
          </p>
          <div>
            <Button size="md" onClick={() => setOpen('set-up')}>
              Zet aan
            </Button>
          </div>
        </>
      )}
      {open === 'set-up' ? <SetUpDialog codeAsked={factor.on} onClose={close} /> : null}
      {open === 'codes' ? <NewCodesDialog onClose={close} /> : null}
      {open === 'off' ? <OffDialog onClose={close} /> : null}
    </Card>
  );
}

interface DialogProps {
  onClose: () => void;
}

function NewCodesDialog({ onClose }: DialogProps) {
  const [codes, setCodes] = useState<string[]>();
  return (
    <Dialog title="Nieuwe herstelcodes" open onClose={onClose}>
      {codes === undefined ? (
        <ProofStep
          codeAsked
          button="Maak nieuwe codes"
          send={renewRecoveryCodes}
          onDone={({ codes: made }) => setCodes(made)}
        >
          De codes die je nu hebt werken daarna niet meer.
        </ProofStep>
      ) : (
        <>
          <RecoveryCodes codes={codes} />
          <DialogButtons>
            <Button size="md" onClick={onClose}>
              Ik heb ze bewaard
            </Button>
          </DialogButtons>
        </>
      )}
    </Dialog>
  );
}

function OffDialog({ onClose }: DialogProps) {
  return (
    <Dialog title="Inloggen in twee stappen uitzetten" open onClose={onClose} size="sm">
      <ProofStep
        codeAsked
        button="Zet uit"
        send={switchOffSecondFactor}
        onDone={() => {
          onClose();
          notifyGood('Inloggen in twee stappen staat uit.');
        }}
      >
        Daarna is je wachtwoord genoeg om in te loggen. Je herstelcodes werken niet meer.
      </ProofStep>
    </Dialog>
  );
}
