import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { visitAs, type Visit } from './browser';
import type { Portal } from './server';

/** An administrator (Bea, unless another is meant) at the overview. */
export async function atOverview(browser: Browser, portal: Portal, mailbox = 'beheer'): Promise<Visit> {
  const visitor = await visitAs(browser, portal.url, mailbox);
  await visitor.page.getByRole('link', { name: 'Beheer', exact: true }).click();
  await visitor.page.getByRole('heading', { name: 'Gebruikersoverzicht' }).waitFor();
  return visitor;
}

export async function choose(page: Page, task: string): Promise<void> {
  await page.getByRole('button', { name: 'Kies een beheertaak' }).click();
  await page.getByRole('button', { name: new RegExp(`^${task}`) }).click();
  await page.getByRole('button', { name: 'Stoppen' }).waitFor();
}

/** Ticks these people, presses the blue button, and gives the dialog that it opens. */
export async function tickAndGo(page: Page, task: string, ...people: string[]): Promise<Locator> {
  await choose(page, task);
  const search = page.getByLabel('Zoek een naam');
  for (const name of people) {
    // Only rows in sight are in the page.
    await search.fill(name);
    await page.getByRole('checkbox', { name: `Kies ${name}` }).check();
  }
  await search.fill('');
  // The list grows again, and the button below it moves: it is pressed where it comes to rest.
  await page.getByRole('button', { name: 'Wis de filters' }).waitFor({ state: 'detached' });
  return go(page, task);
}

export async function go(page: Page, task: string): Promise<Locator> {
  await page.getByRole('button', { name: task, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: task });
  await dialog.waitFor();
  return dialog;
}

export const press = (place: Page | Locator, name: string) => place.getByRole('button', { name, exact: true }).click();
export const told = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
export const names = (page: Page) =>
  page.getByRole('rowheader').evaluateAll((cells) => cells.map((cell) => cell.firstChild?.textContent ?? ''));

/** Presses Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = page.locator(':focus');
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await focused.evaluate((element) => [
      element.getAttribute('aria-label') ?? '',
      (element as HTMLInputElement).labels?.[0]?.textContent ?? '',
      element.textContent,
    ]);
    if (found.some((text) => name.test(text.trim()))) return;
  }
  throw new Error(`Tab does not come to ${String(name)}`);
}

/** Three thousand pupils more, some of whom have names as long as names get; in the archive, those who are not seated. */
export function fillSchool(portal: Portal, state: 'active' | 'archived'): void {
  const last = `'Achternaam' || (value % 250) || case when value % 97 = 0 then '-Vermeulen van Oldenbarnevelt' else '' end`;
  portal.database.run(`
    with recursive numbers(value) as (select 1 union all select value + 1 from numbers where value < 3000)
    insert into users (kind, first_name, infix, last_name, search, sort_key, user_name, subject, created_at)
    select 'pupil', 'Kind' || value, case when value % 3 = 0 then 'van der' else '' end, ${last},
      lower('kind' || value || ' ' || ${last}), lower(${last} || value), 'kind.' || value, 'many-' || value, 0
    from numbers;
    insert into memberships (school_id, user_id, year_group, archived_at)
    select 1, id, 1 + id % 8, ${state === 'active' ? 'null' : '1'} from users where subject like 'many-%';
    insert into links select 1, id, 1, (select user_id from memberships where supervisor = 1 and school_id = 1 limit 1)
    from users where subject like 'many-%';
  `);
  if (state === 'archived') return;
  portal.database.run(`
    update subscriptions set seats = 4000 where id = 1;
    insert into licences (school_id, subscription_id, pupil_id, starts_on)
    select 1, 1, id, '2026-01-01' from users where subject like 'many-%';
  `);
}

/** Finds somebody in the overview and opens the page behind the pencil. */
export async function openUser(page: Page, name: string): Promise<void> {
  await page.getByLabel('Zoek een naam').fill(name);
  // The row stands still once it is the only one.
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(1);
  await page.getByRole('link', { name: `Wijzig ${name}` }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
