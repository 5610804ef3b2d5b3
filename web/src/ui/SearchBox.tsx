import './fields';
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { SearchIcon } from './icons';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches while one types, but tells it (and so the address) only after a short rest. */
export function SearchBox({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (value !== told) {
    // The address changed by itself: back, a shared link, or 'wis de filters'.
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return (
    <TextInput
      type="search"
      size="md"
      label={label}
      leftSection={<SearchIcon />}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(next.trim()), 150);
      }}
    />
  );
}
