// How long the results page takes from its address to its first row, at two portals in turn; prints
// the median milliseconds of each.
//
//   node bench/first_row.mjs URL URL

import { chromium } from 'playwright-core';

const ROUNDS = 15;

/** A supervisor who is signed in at a portal. Cookies do not tell ports apart, so each has a browser profile. */
async function supervisorAt(browser, url) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/inloggen`);
  await page.getByLabel('E-mailadres of gebruikersnaam').fill('begeleider@demo.lexipoort.example');
  await page.getByLabel('Wachtwoord', { exact: true }).fill('Lezen-is-leuk-2026');
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await page.waitForURL('**/home');
  return { page, url, times: [] };
}

/** Another week each time: the page's files are in the browser by then, the answer is not. */
async function firstRow({ page, url }, week) {
  await page.goto(`${url}/school/1/resultaten/leerlingen?week=2026-W${String(week).padStart(2, '0')}`, {
    waitUntil: 'commit',
  });
  const row = await page.waitForFunction(() => {
    // In the page: performance counts from the start of the navigation.
    const { document, performance } = globalThis;
    return document.querySelector('tbody th') !== null && performance.now();
  });
  const time = await row.jsonValue();
  await page.waitForLoadState('networkidle');
  return time;
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const visitors = [];
for (const url of process.argv.slice(2)) visitors.push(await supervisorAt(browser, url));
for (const visitor of visitors) await firstRow(visitor, 1);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const visitor of visitors) visitor.times.push(await firstRow(visitor, 2 + round));
}
await browser.close();
console.log(visitors.map(({ times }) => median(times).toFixed(1)).join(' '));
