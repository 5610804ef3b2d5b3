import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { createApp } from '../app/create';
import { theme } from '../app/theme';
import type { Person, Product, Session } from '../api/types';

interface Asked {
  method: string;
  path: string;
  search: URLSearchParams;
  body: unknown;
}

type Answer = object | { status: number; code: string } | undefined;

/** 'GET /api/session': what the server would say. `undefined` is 204. */
export type Server = Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>;

/** The whole page at an address, with a server made of a table. Gives what was asked, in order. */
export function openPage(address: string, server: Server) {
  const asked: Asked[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const url = new URL(request.url);
    const text = await request.clone().text();
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // A file, or nothing.
    }
    const question = { method: request.method, path: url.pathname, search: url.searchParams, body };
    asked.push(question);
    const key = `${request.method} ${url.pathname}`;
    const row = key in server ? server[key] : { status: 404, code: 'not_found' };
    const said = typeof row === 'function' ? await (row as (asked: Asked) => Answer | Promise<Answer>)(question) : row;
    if (said === undefined) return new Response(null, { status: 204 });
    const status = 'status' in said && 'code' in said ? said.status : 200;
    return new Response(JSON.stringify(said), { status, headers: { 'Content-Type': 'application/json' } });
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  const { queryClient, router } = createApp(history);
  const screen = render(
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      withCssVariables={false}
      withGlobalClasses={false}
      env="test"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...screen, asked, router, address: () => router.state.location.href };
}

export const signedOut = { status: 401, code: 'sign_in_first' };

export const anna: Session = {
  user: { id: 'u1', kind: 'professional', display_name: 'Vries, Anna de', first_name: 'Anna', second_factor: false },
  schools: [
    {
      id: '7',
      name: 'De Regenboog',
      place: 'Zwolle',
      sector: 'po',
      roles: ['administrator', 'supervisor'],
      second_factor_demanded: false,
    },
    { id: '8', name: 'De Wilgen', place: 'Meppel', sector: 'po', roles: ['supervisor'], second_factor_demanded: false },
  ],
  current_school: '7',
};

export const fenna: Session = {
  user: { id: 'p1', kind: 'pupil', display_name: 'Jansen, Fenna', first_name: 'Fenna', second_factor: false },
  schools: [{ id: '7', name: 'De Regenboog', place: 'Zwolle', sector: 'po', roles: [], second_factor_demanded: false }],
  current_school: '7',
};

export const operator: Session = {
  user: { id: 'o1', kind: 'operator', display_name: 'Uitgever, Uma', first_name: 'Uma', second_factor: true },
  schools: [],
  current_school: null,
};

export const products: Product[] = [
  { id: '1', slug: 'bouw', name: 'Bouw!', icon: '/icons/bouw.svg' },
  { id: '2', slug: 'letterster', name: 'Letterster', icon: '/icons/letterster.svg' },
];

export function person(id: string, part: Partial<Person> = {}): Person {
  return {
    id,
    kind: 'pupil',
    first_name: 'Fenna',
    infix: '',
    last_name: 'Jansen',
    display_name: 'Jansen, Fenna',
    search: 'fenna jansen',
    year_group: 5,
    user_name: `fenna.${id}`,
    email: null,
    roles: [],
    products: [],
    linked_before: false,
    version: 1,
    ...part,
  };
}
