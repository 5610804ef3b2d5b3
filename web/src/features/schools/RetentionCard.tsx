import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { putRetention } from '../../api/calls';
import { messageOf } from '../../api/messages';
import type { Settings } from '../../api/types';
import { Button } from '../../ui/Button';
import { Note } from '../../ui/Note';
import { notifyGood } from '../../ui/notify';
import { Select } from '../../ui/Select';
import { settingsQuery } from './queries';
import classes from './addresses.module.css';

const choices = [1, 2, 3, 4, 5];

/** How long the results of an ended subscription can be read. */
export function RetentionCard({ school, settings }: { school: string; settings: Settings }) {
  const queryClient = useQueryClient();
  const [years, setYears] = useState(settings.retention_years ?? 1);
  const put = useMutation({
    mutationFn: () => putRetention(school, years),
    onSuccess: () => {
      queryClient.setQueryData(settingsQuery(school).queryKey, { ...settings, retention_years: years });
      notifyGood('De bewaartermijn is opgeslagen.');
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate();
      }}
    >
      <p>Is een abonnement gestopt? Dan kunnen begeleiders de resultaten zo lang nog bekijken.</p>
      <Select
        size="md"
        label="Resultaten bekijken tot"
        className={classes.field ?? ''}
        value={String(years)}
        onChange={(event) => setYears(Number(event.currentTarget.value))}
        data={choices.map((count) => ({ value: String(count), label: `${count} jaar na het einde` }))}
      />
      {put.isError ? (
        <Note kind="bad">
          <p>{messageOf(put.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" size="md" loading={put.isPending} disabled={years === settings.retention_years}>
          Bewaartermijn opslaan
        </Button>
      </div>
    </form>
  );
}
