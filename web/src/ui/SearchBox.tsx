import './fields';
import { TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { SearchIcon } from './icons';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches while one types, but tells it (and so the address) only after a short rest. */
export function SearchBox({ label, value, onChange }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    // The address changed by itself: back, a shared link, or 'wis de filters'.
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const tell = useEffectEvent((text: string) => {
    // Whoever is leaving for another page is not brought back either.
    const { status, location, resolvedLocation } = router.state;
    if (status === 'pending' && location.pathname !== resolvedLocation?.pathname) return;
    onChange(text);
  });
  const next = typed.trim();
  useEffect(() => {
    if (next === value) return undefined;
    const timer = setTimeout(() => tell(next), 150);
    // Whoever leaves for another page is not brought back by what was still to be told.
    const forget = router.subscribe('onBeforeLoad', ({ pathChanged }) => {
      if (pathChanged) clearTimeout(timer);
    });
    return () => {
      clearTimeout(timer);
      forget();
    };
  }, [next, value, router]);
  return (
    <TextInput
      type="search"
      size="md"
      label={label}
      leftSection={<SearchIcon />}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
