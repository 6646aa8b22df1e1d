import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { barriers, BASE, BUILT, doUntilVisible, openPage, openSite, scrollsSideways, type Site } from './browser';
import { currentVersion } from '../build/versions';

const PAGES = readdirSync(BUILT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && file !== '404.html')
  .sort();

const read = (file: string) => readFileSync(join(BUILT, file), 'utf8');

/** What is between `main`: menus are the same on all pages. */
const contentOf = (file: string) =>
  file === 'index.html' ? read(file) : (/<main[^]*<\/main>/.exec(read(file))?.[0] ?? '');

const ids = new Map<string, Set<string>>();
function idsOf(file: string): Set<string> {
  const known = ids.get(file) ?? new Set([...read(file).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  ids.set(file, known);
  return known;
}

/** Links of a page that lead nowhere on the site. */
function brokenLinks(file: string): string[] {
  return [...contentOf(file).matchAll(/<a\b[^>]* href="([^"]*)"/g)]
    .map(([, href]) => href)
    .filter((href) => {
      if (/^[a-z]+:/.test(href)) return false;
      const [path, id] = href.split('#');
      const absolute = posix.join('/', posix.dirname(file), path);
      let target = path.startsWith('/') ? path.slice(BASE.length) : absolute.slice(1);
      if (path === '') target = file;
      else if (target === '' || target.endsWith('/')) target += 'index.html';
      return !existsSync(join(BUILT, target)) || (id !== undefined && !idsOf(target).has(decodeURIComponent(id)));
    })
    .map((href) => `${file}: ${href}`);
}

test('there is a page for each guide and for each class', () => {
  for (const page of [
    'index',
    'docs/introduction',
    'docs/rules',
    'docs/versions',
    'docs/decisions/index',
    'api/Algorithm',
  ]) {
    assert.ok(PAGES.includes(`${page}.html`), page);
  }
});

test('links lead to pages and headings that exist', () => assert.deepEqual(PAGES.flatMap(brokenLinks), []));

test('links to code lead to files of the repository', () =>
  assert.match(
    contentOf('docs/introduction.html'),
    /href="https:\/\/github\.com\/[^"]*\/blob\/main\/examples\/resources\/main\.ts"/,
  ));

test('each page names the version that it describes', () => {
  const unnamed = PAGES.filter((file) => file !== 'try/index.html' && !read(file).includes(currentVersion()));
  assert.deepEqual(unnamed, []);
});

test('nothing is loaded from another host', () => {
  const loaded = PAGES.flatMap((file) =>
    [...read(file).matchAll(/<(?:script|link|img)\b[^>]* (?:src|href)="(?:https?:)?\/\/[^"]*"/g)].map(([tag]) => tag),
  );
  assert.deepEqual(loaded, []);
});

describe('in a browser', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  for (const path of ['/', '/docs/introduction.html', '/docs/pods.html', '/docs/rules.html', '/api/Algorithm.html']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`everyone can use ${path}, in ${colorScheme}`, async () => {
        const { page, faults } = await openPage(site.browser, site.url + path, { colorScheme });
        assert.equal(
          await page.evaluate("document.documentElement.classList.contains('dark')"),
          colorScheme === 'dark',
        );
        assert.deepEqual(await barriers(page), []);
        assert.deepEqual(faults, []);
        await page.context().close();
      });
    }
  }

  test('on a phone, no page scrolls sideways', async () => {
    const { page } = await openPage(site.browser, `${site.url}/`, { viewport: { width: 360, height: 740 } });
    const wide: string[] = [];
    for (const file of PAGES.filter((each) => !/^api\/[A-Z]/.test(each) || each === 'api/Algorithm.html')) {
      await page.goto(`${site.url}/${file}`, { waitUntil: 'load' });
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      if (await scrollsSideways(page)) wide.push(file);
    }
    assert.deepEqual(wide, []);
    await page.context().close();
  });

  test('when Python is opened once, it is open below all blocks and on other pages', async () => {
    const { page, faults } = await openPage(site.browser, `${site.url}/docs/pods.html`);
    const closed = page.locator('.vp-doc details:not([open])');
    const count = await closed.count();
    assert.ok(count > 1);
    const summaries = page.locator('.vp-doc summary', { hasText: 'Python' });
    const last = summaries.last();
    await last.scrollIntoViewIfNeeded();
    const { y } = (await last.boundingBox())!;
    await doUntilVisible(page, () => last.click(), '.vp-doc details[open] >> nth=1');
    assert.equal(await closed.count(), 0);
    assert.equal(Math.round((await last.boundingBox())!.y), Math.round(y));
    await page.locator('.VPSidebar').getByRole('link', { name: 'Order' }).click();
    await page.locator('.vp-doc details[open]').waitFor();
    await summaries.click();
    await page.goto(`${site.url}/docs/pods.html`);
    assert.equal(await closed.count(), count);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('flowcharts are drawn, and drawn again when the theme turns dark', async () => {
    const { page, faults } = await openPage(site.browser, `${site.url}/docs/introduction.html`);
    const id = await page.locator('.picture svg').first().getAttribute('id');
    assert.match((await page.locator('.picture').first().textContent())!, /algorunner/);
    await page.locator('.VPNavBarAppearance button').click();
    await page.locator(`.picture svg:not(#${id})`).first().waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('the search finds a rule and leads to its page', async () => {
    const { page, faults } = await openPage(site.browser, `${site.url}/`);
    await doUntilVisible(page, () => page.keyboard.press('Control+k'), '#localsearch-input');
    await page.locator('#localsearch-input').fill('WARN-IMAGE-LATEST');
    await page.locator('.VPLocalSearchBox .result', { hasText: 'Rules' }).first().waitFor();
    await page.locator('.VPLocalSearchBox .result').first().click();
    await page.waitForURL(/docs\/rules\.html/);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('links lead from the home page to the page "Try it" and back', async () => {
    const { page, faults } = await openPage(site.browser, `${site.url}/`);
    await page.getByRole('link', { name: 'Try it in your browser' }).click();
    await page.waitForURL(/\/try\/$/);
    await page.getByRole('link', { name: 'Guides' }).click();
    await page.waitForURL(/docs\/introduction\.html$/);
    await page.locator('.VPNavBar').getByRole('link', { name: 'Try it' }).click();
    await page.waitForURL(/\/try\/$/);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});
