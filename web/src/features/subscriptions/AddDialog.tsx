import '../../ui/fields';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createSubscription } from '../../api/calls';
import { ended, messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import type { NewSubscription, OperatorSubscriptions } from '../../api/types';
import { Button } from '../../ui/Button';
import { ChoiceCards } from '../../ui/ChoiceCards';
import { DayField } from '../../ui/DayField';
import { today } from '../../ui/days';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { Note } from '../../ui/Note';
import { notifyGood } from '../../ui/notify';
import { Select } from '../../ui/Select';
import { operatorSubscriptionsQuery } from './queries';
import classes from './subscriptions.module.css';

interface Props extends OperatorSubscriptions {
  open: boolean;
  onClose: () => void;
}

const addedMeanwhile =
  'Er is intussen een abonnement bij gekomen, misschien dit al. Sluit dit venster en kijk in de lijst voor je er nog een toevoegt.';

/** R8.1 */
export function AddDialog({ open, ...form }: Props) {
  return (
    <Dialog title="Abonnement toevoegen" open={open} onClose={form.onClose}>
      <AddForm {...form} />
    </Dialog>
  );
}

/** Made anew each time the dialog opens, so that it begins empty. */
function AddForm({ school, products, subscriptions, onClose }: Omit<Props, 'open'>) {
  const queryClient = useQueryClient();
  // As they were when the dialog opened: what is sent twice makes one subscription.
  const [before] = useState(subscriptions.length);
  const [product, setProduct] = useState(products[0]?.id ?? '');
  const [type, setType] = useState<NewSubscription['type']>('school_wide');
  const [seats, setSeats] = useState('');
  const [start, setStart] = useState<string | undefined>(today());
  const add = useMutation({
    mutationFn: () =>
      createSubscription(school.id, {
        product,
        type,
        seats: Number(seats),
        starts_on: start ?? '',
        contracts_before: before,
      }),
    onSuccess: ({ product: { name } }) => {
      onClose();
      notifyGood(ended(`${school.name} heeft een abonnement op ${name}`));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: operatorSubscriptionsQuery(school.id).queryKey }),
  });
  const twice = isProblem(add.error, 'changed_meanwhile');
  const said = twice ? addedMeanwhile : add.isError ? messageOf(add.error) : undefined;
  const atSeats = isProblem(add.error, 'bad_seats');
  const atStart = isProblem(add.error, 'bad_day');
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Select
        size="md"
        label="Product"
        value={product}
        onChange={(event) => setProduct(event.currentTarget.value)}
        data={products.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ChoiceCards
        legend="Soort abonnement"
        type="radio"
        options={[
          { value: 'school_wide', label: 'Schoolbreed', note: 'een licentie komt vrij zodra een leerling stopt' },
          { value: 'per_pupil', label: 'Per leerling', note: 'elke licentie loopt een heel jaar en wordt verlengd' },
        ]}
        value={[type]}
        onChange={([chosen]) => {
          if (chosen !== undefined) setType(chosen);
        }}
      />
      <TextInput
        type="number"
        min={1}
        size="md"
        label="Aantal licenties"
        value={seats}
        error={atSeats ? said : undefined}
        onChange={(event) => setSeats(event.currentTarget.value)}
      />
      <DayField label="Startdatum" value={start} onChange={setStart} error={atStart ? said : undefined} />
      {said === undefined || atSeats || atStart ? null : (
        <Note kind="bad">
          <p>{said}</p>
        </Note>
      )}
      <DialogButtons>
        <Button variant="default" size="md" onClick={onClose}>
          Annuleren
        </Button>
        <Button type="submit" size="md" loading={add.isPending}>
          Toevoegen
        </Button>
      </DialogButtons>
    </form>
  );
}
