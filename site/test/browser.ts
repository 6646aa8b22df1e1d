/** Chromium without a window, for the tests of the site. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, errors, type Page } from 'playwright-core';
import { serve } from './server';

export const BUILT = join(__dirname, '../../dist/site');

/** The path under which the site is served. */
export const BASE = process.env.SITE_BASE ?? '/';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The built site on a server, and a browser to look at it. */
export interface Site {
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

/** @throws when no Chromium is found */
export async function openSite(): Promise<Site> {
  const browser = await launch();
  const { url, close } = await serve(BUILT, BASE);
  return {
    browser,
    url,
    async close() {
      await browser.close();
      close();
    },
  };
}

async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('there is no Chromium: install it, or name it in CHROMIUM');
  // In containers it runs as root, where it has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page, and what it should not have done. */
export interface Watched {
  readonly page: Page;
  /** Errors in the console, and requests to other hosts. */
  readonly faults: string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^https?:$/.test(protocol) && host !== new URL(url).host) faults.push(`a request to ${request.url()}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, faults };
}

/**
 * Does something until a selector is seen: on a slow machine the page's scripts may not listen yet when it is loaded.
 */
export async function doUntilVisible(page: Page, act: () => Promise<void>, selector: string): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    await act();
    try {
      return await page.locator(selector).waitFor({ timeout: 1000 });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
    }
  }
  throw new Error(`${selector} is not seen`);
}

/** What axe finds that keeps people from using a page, as text. */
export async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))),
  )`);
}

/** Whether a page has to be moved sideways to be read. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
