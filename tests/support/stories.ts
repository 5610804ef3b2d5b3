import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launch } from './browser';
import { Portal } from './server';

/** The browser of this file's stories, and the portal of the story that is told now. */
export let browser: Browser;
export let portal: Portal;

/** Every story begins with a school as new, and with nobody signed in. */
export function eachOnItsOwnPortal(): void {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    portal = await Portal.start('sqlite');
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await portal.remove();
  });
}

/** For stories that do not stand in each other's way. */
export function allOnOnePortal(): void {
  beforeAll(async () => {
    portal = await Portal.start('sqlite');
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await portal.remove();
  });
}
