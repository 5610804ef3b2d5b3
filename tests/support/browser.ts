import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { ADULT_PASSWORD, nextRecoveryCode } from './client';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = resolve(import.meta.dirname, '../../build/screenshots');
const WIDTHS = [360, 1024, 1920];

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What went wrong in a page that no person would see. */
export interface Visit {
  page: Page;
  troubles: string[];
}

/** A fresh browser profile that notes every error, and every request that leaves this machine. */
export async function visit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own note of a refused request says less than the answer, which is looked at below.
    const isNote = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isNote) troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    // What the API refuses is part of the story; a page, script or picture that is not there is not.
    const isRefusal = response.status() < 500 && new URL(response.url()).pathname.startsWith('/api/');
    if (response.status() >= 400 && !isRefusal) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    // Leaving a page breaks off what it was fetching.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') troubles.push(`${reason}: ${request.url()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') troubles.push(`leaves: ${request.url()}`);
  });
  return { page, troubles };
}

/** Types a name and a password at the door, as anybody does. */
export async function signIn(page: Page, url: string, login: string, password: string): Promise<void> {
  await page.goto(`${url}/inloggen`);
  await page.getByLabel('E-mailadres of gebruikersnaam').fill(login);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
}

/** The publisher's staff sign in in two steps. */
export async function signInAsOperator(page: Page, url: string): Promise<void> {
  await signIn(page, url, 'uitgever@demo.lexipoort.example', ADULT_PASSWORD);
  await page.getByLabel('Code', { exact: true }).fill(nextRecoveryCode(url));
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

/** Waits for Home itself: the address is there before the page is. */
export async function cameIn(page: Page): Promise<void> {
  await page.waitForURL('**/home');
  await page.getByText(/fijn dat je er bent/).waitFor();
}

/** A visit by an adult of the demo school (beheer, begeleider, juf.anna), who has signed in. */
export async function visitAs(browser: Browser, url: string, mailbox: string): Promise<Visit> {
  const visitor = await visit(browser);
  await signIn(visitor.page, url, `${mailbox}@demo.lexipoort.example`, ADULT_PASSWORD);
  await cameIn(visitor.page);
  return visitor;
}

/** The file that a click gives. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Looks at a screen at each width: pictures for people, axe for the rules of accessibility. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.waitForLoadState('networkidle');
  // The network may rest between the answer to one screen and the code of the next.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
    await page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}.png`, animations: 'disabled' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    // On a small screen other parts show than on a large one.
    if (width !== 1024) expect(await violations(page), `axe on ${name} at ${width} px`).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's policy stays as it is.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await (window as unknown as AxeWindow).axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

interface AxeWindow {
  axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}
