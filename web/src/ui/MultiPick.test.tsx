import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { theme } from '../app/theme';
import { MultiPick } from './MultiPick';

const options = Array.from({ length: 120 }, (_, at) => ({ value: String(at), label: `Kind ${String(at)}` }));

function Picked({ count }: { count: number }) {
  const [value, setValue] = useState(options.slice(0, count).map((option) => option.value));
  return (
    <MantineProvider theme={theme}>
      <MultiPick label="Leerlingen" options={options} value={value} onChange={setValue} />
      <output>{value.length}</output>
    </MantineProvider>
  );
}

const pills = () => [...document.querySelectorAll('.mantine-Pill-label')].map(({ textContent }) => textContent);
const pick = async (name: string) => {
  await userEvent.click(screen.getByRole('combobox', { name: 'Leerlingen' }));
  await userEvent.paste(name);
  await userEvent.keyboard('{Enter}');
};

test('R4.12.3 of very many who were picked the last ones are shown, and how many more there are', async () => {
  render(<Picked count={110} />);
  expect(pills()).toEqual(options.slice(50, 110).map(({ label }) => label));
  // A new one is seen at once.
  await pick('Kind 115');
  expect(pills().at(-1)).toBe('Kind 115');
  expect(pills()).toHaveLength(60);
  expect(screen.getByRole('button', { name: 'en nog 51 – toon ze allemaal' })).toBeDefined();
});

test('R4.12.3 who is not shown is found by typing, to be taken away', async () => {
  render(<Picked count={100} />);
  await pick('Kind 39');
  expect(screen.getByRole('status').textContent).toBe('99');
});

test('R4.12.3 all who were picked are shown on demand', async () => {
  render(<Picked count={100} />);
  await userEvent.click(screen.getByRole('button', { name: 'en nog 40 – toon ze allemaal' }));
  expect(pills()).toHaveLength(100);
  expect(screen.queryByRole('button', { name: /en nog/ })).toBeNull();
});
