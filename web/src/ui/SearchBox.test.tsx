import { MantineProvider } from '@mantine/core';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SearchBox } from './SearchBox';

test('R4.3.1 who types on while another page is still coming is not kept from it', async () => {
  const root = createRootRoute();
  const here = createRoute({ getParentRoute: () => root, path: '/' });
  const there = createRoute({
    getParentRoute: () => root,
    path: '/inloggen',
    loader: () => new Promise<void>(() => undefined),
  });
  const router = createRouter({
    routeTree: root.addChildren([here, there]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  await router.load();
  const told = vi.fn();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  render(
    <MantineProvider env="test">
      <RouterContextProvider router={router as never}>
        <SearchBox label="Zoek" value="" onChange={told} />
      </RouterContextProvider>
    </MantineProvider>,
  );
  const type = async (value: string) => {
    fireEvent.change(screen.getByLabelText('Zoek'), { target: { value } });
    await act(() => vi.advanceTimersByTimeAsync(200));
  };
  await type('j');
  expect(told.mock.calls).toEqual([['j']]);
  void router.navigate({ to: '/inloggen' });
  await type('ja');
  expect(told.mock.calls).toEqual([['j']]);
});
