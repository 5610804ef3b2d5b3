import { TextInput } from '@mantine/core';
import { useState } from 'react';
import './fields';
import { isDay } from './days';

interface Props {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  error?: string | undefined;
}

/** The browser's own field for a day. It is told only when it is a whole day, or none. */
export function DayField({ label, value, onChange, error }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  const [told, setTold] = useState(value);
  if (value !== told) {
    // The address changed by itself: back, a shared link, or 'wis de filters'.
    setTold(value);
    setTyped(value ?? '');
  }
  return (
    <TextInput
      type="date"
      size="md"
      label={label}
      value={typed}
      error={error}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (next !== '' && !isDay(next)) return;
        const day = next === '' ? undefined : next;
        setTold(day);
        onChange(day);
      }}
    />
  );
}
