import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dropAddresses } from '../../api/calls';
import { counted } from '../../api/messages';
import type { Settings } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { focusFirst } from '../../ui/EditCard';
import { Facts } from '../../ui/Facts';
import { BinIcon, PencilIcon } from '../../ui/icons';
import { notifyBad, notifyGood } from '../../ui/notify';
import { Note } from '../../ui/Note';
import { AddressForm } from './AddressForm';
import { connectionName, isOneAddress, shownRange } from './addresses';
import { settingsQuery } from './queries';
import classes from './addresses.module.css';

/** R4.2.1: the addresses that are active, or the form that activates them. */
export function AddressCard({ school, settings }: { school: string; settings: Settings }) {
  const queryClient = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [overlaps, setOverlaps] = useState(0);
  const active = settings.addresses.length > 0;

  const show = (now: Settings) => {
    queryClient.setQueryData(settingsQuery(school).queryKey, now);
    setEditing(false);
    // What had the focus is gone; reading goes on where the change is to be seen.
    setTimeout(() => root.current?.focus());
  };
  const cancel = () => {
    setEditing(false);
    setTimeout(() => opener.current?.focus());
  };
  const drop = useMutation({
    mutationFn: () => dropAddresses(school),
    onSuccess: () => {
      setOverlaps(0);
      show({ ...settings, addresses: [], connection: null });
      notifyGood('Het IP-nummer is verwijderd. Alles wat leerlingen oefenen telt nu als thuis.');
    },
    onError: notifyBad,
    onSettled: () => setAsking(false),
  });

  return (
    <div ref={root} className={classes.card} tabIndex={-1}>
      {active ? (
        <>
          <p>
            Oefent een leerling vanaf {isOneAddress(settings.addresses) ? 'dit adres' : 'een van deze adressen'}, dan
            telt dat als op school.
          </p>
          <Facts
            facts={[
              ['Verbindingstype', connectionName(settings.connection)],
              [
                'IP-nummer',
                <ul key="ip" className={classes.addresses}>
                  {settings.addresses.map((range) => (
                    <li key={range.first}>{shownRange(range)}</li>
                  ))}
                </ul>,
              ],
            ]}
          />
        </>
      ) : (
        <p>
          Geef op met welk adres je school op internet zit. Dan ziet Lexipoort of een leerling op school oefent of
          thuis. Zolang er niets staat, telt alles als thuis.
        </p>
      )}
      {overlaps === 0 ? null : (
        <Note live title="Ook een andere school gebruikt dit">
          <p>
            {`${counted(overlaps, 'andere school heeft', 'andere scholen hebben')} een of meer van deze adressen. Dat mag, bijvoorbeeld als jullie samen in één gebouw zitten. Klopt dat niet? Kijk de adressen dan nog eens na.`}
          </p>
        </Note>
      )}
      {active && !editing ? (
        <div className={classes.buttons}>
          <Button
            ref={opener}
            variant="default"
            size="md"
            leftSection={<PencilIcon />}
            onClick={() => setEditing(true)}
          >
            Wijzig IP-nummer/range
          </Button>
          <Button variant="default" size="md" leftSection={<BinIcon />} onClick={() => setAsking(true)}>
            Verwijder IP-nummer/range
          </Button>
        </div>
      ) : (
        <div ref={editing ? focusFirst : undefined}>
          <AddressForm
            school={school}
            settings={settings}
            onCancel={active ? cancel : undefined}
            onSet={({ overlaps: others, ...now }) => {
              setOverlaps(others);
              show(now);
              notifyGood(
                isOneAddress(now.addresses) ? 'Het IP-nummer is geactiveerd.' : 'De IP-nummers zijn geactiveerd.',
              );
            }}
          />
        </div>
      )}
      <Dialog title="IP-nummer/range verwijderen?" open={asking} onClose={() => setAsking(false)} size="sm">
        <p>
          Lexipoort weet dan niet meer wie er op school oefent. Wat leerlingen vanaf nu doen, telt als thuis geoefend.
          Wat al geteld is, blijft zoals het is.
        </p>
        <DialogButtons>
          <Button variant="default" size="md" data-autofocus onClick={() => setAsking(false)}>
            Annuleren
          </Button>
          <Button size="md" loading={drop.isPending} onClick={() => drop.mutate()}>
            Verwijderen
          </Button>
        </DialogButtons>
      </Dialog>
    </div>
  );
}
