import * as assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { barriers, BUILT, doUntilVisible, openPage, openSite, scrollsSideways, type Site } from './browser';
import { copied, findings, paste, verdict } from './try-page';

const ROOT = join(__dirname, '../..');

/** A spec as HKube's guide shows it: a sidecar that shares a volume. */
const SPEC = JSON.stringify(
  {
    name: 'print-every-10-sec',
    algorithmImage: 'docker.io/acme/print-every-10-sec:v4',
    volumes: [{ name: 'shared-volume', emptyDir: {} }],
    volumeMounts: [{ name: 'shared-volume', mountPath: '/shared-dir' }],
    sideCars: [
      {
        container: {
          name: 'mycar',
          image: 'docker.io/library/httpd:2.4',
          resources: { requests: { cpu: '500m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
        },
        volumeMounts: [{ name: 'shared-volume', mountPath: '/shared-dir' }],
        environments: { env1: 'val1' },
      },
    ],
  },
  undefined,
  2,
);
const BROKEN = SPEC.replace('"memory": "256Mi"', '"memory": "2Gi"');

/** The line of a text with a part, from 1. */
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

/** What a command writes of a spec. */
const written = (command: string, spec: string, ...options: string[]) =>
  execFileSync('npx', ['tsx', 'src/cli/bin.ts', command, '-', ...options], {
    cwd: ROOT,
    input: spec,
    encoding: 'utf8',
  });

/** Asks the API server of KUBECONFIG, if there is one, whether it would create the Job of the spec. */
function expectAccepted(manifest: string): void {
  if (!process.env.KUBECONFIG) return;
  const kubectl = ['create', '--dry-run=server', '-o', 'name', '-f', '-'];
  const { status, stdout, stderr } = spawnSync('kubectl', kubectl, { input: manifest, encoding: 'utf8' });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: 'job.batch/print-every-10-sec\n', stderr: '' });
}

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const fromFolder = () => pathToFileURL(join(BUILT, 'try/index.html')).href;
const fromServer = () => `${site.url}/try/`;

/** A function that opens the page with an address, and fails if the page does what it should not. */
async function onPage(url: string, use: (page: Page) => Promise<void>, options = {}): Promise<void> {
  const { page, faults } = await openPage(site.browser, url, options);
  await verdict(page);
  await use(page);
  assert.deepEqual(faults, []);
  await page.context().close();
}

for (const [where, address] of [
  ['from a folder', fromFolder],
  ['from a server', fromServer],
] as const) {
  test(`${where}: a pasted spec is broken and mended, and its manifest is copied and accepted`, () =>
    onPage(address(), async (page) => {
      assert.equal(await paste(page, BROKEN), '1 error in 1 object, Kubernetes 1.37');
      const [finding, ...others] = await findings(page);
      assert.match(finding, new RegExp(`^${lineOf(BROKEN, '"requests"')}:\\d+ error RES-REQ-LE-LIM$`));
      assert.deepEqual(others, []);
      assert.match(
        (await page.textContent('#findings .message'))!,
        /"2Gi": must be less than or equal to memory limit/,
      );
      await page.click('#tab-manifest');
      assert.match((await page.textContent('#no-manifest'))!, /writes nothing/);

      await page.click('#tab-findings');
      await page.click('#findings .place');
      await page.keyboard.press('Escape');
      assert.equal(await page.textContent('#input .cm-activeLineGutter'), String(lineOf(BROKEN, '"requests"')));
      assert.equal(await paste(page, SPEC), 'Nothing wrong: 1 object, Kubernetes 1.37');
      assert.deepEqual(await findings(page), []);

      await page.click('#tab-manifest');
      await page.click('#copy-manifest');
      const manifest = await copied(page);
      assert.equal(manifest, written('synth', SPEC));
      expectAccepted(manifest);
    }));

  test(`${where}: the pod is drawn in light and dark`, () =>
    onPage(address(), async (page) => {
      await page.click('#tab-picture');
      await page.waitForSelector('#picture svg');
      assert.match((await page.textContent('#picture svg'))!, /algorunner.*shared-volume/s);
      const light = await page.getAttribute('#picture svg', 'id');
      await page.click('#theme');
      await page.locator(`#picture svg:not(#${light})`).waitFor();
      assert.equal(await page.getAttribute('html', 'class'), 'dark');
      await page.click('#copy-picture');
      assert.match(await copied(page), /^flowchart LR\n/);
    }));
}

test('the spec of a guide, opened from the home page, becomes a manifest that the API server accepts', async () => {
  const { page, faults } = await openPage(site.browser, `${site.url}/`);
  await page.getByRole('link', { name: 'Quick start' }).click();
  await page.waitForURL(/introduction\.html#quick-start$/);
  const block = page.locator('.language-json').first();
  await block.hover();
  await doUntilVisible(page, () => block.locator('button.copy').click(), 'button.copied');
  const spec = await page.evaluate(() => navigator.clipboard.readText());
  await page.locator('.VPNavBar').getByRole('link', { name: 'Try it' }).click();
  await page.waitForURL(/\/try\/$/);
  await verdict(page);
  assert.equal(await paste(page, spec), 'Nothing wrong: 1 object, Kubernetes 1.37');
  await page.click('#tab-manifest');
  await page.click('#copy-manifest');
  const manifest = await copied(page);
  assert.equal(manifest, written('synth', spec));
  expectAccepted(manifest);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('a spec becomes the program that convert prints', () =>
  onPage(fromFolder(), async (page) => {
    await paste(page, SPEC);
    await page.click('#tab-code');
    await page.click('#copy-code');
    const program = await copied(page);
    assert.equal(program.replaceAll('pasted', 'stdin').replaceAll('Pasted', 'Stdin'), written('convert', SPEC));
  }));

describe('settings', () => {
  test('are kept in the address, but the typed text is not', () =>
    onPage(fromServer(), async (page) => {
      await page.selectOption('#version', '1.28');
      await page.selectOption('#workload', 'cronjob');
      await page.selectOption('#podSecurity', 'restricted');
      await page.fill('#schedule', '5 4 * * *');
      await paste(page, SPEC);
      assert.equal(new URL(page.url()).hash, '#version=1.28&workload=cronjob&podSecurity=restricted');
      await page.reload();
      assert.match(await verdict(page), /Kubernetes 1\.28$/);
      assert.equal(await page.inputValue('#workload'), 'cronjob');
      assert.equal(await page.inputValue('#podSecurity'), 'restricted');
    }));

  test('change the manifest', () =>
    onPage(`${fromFolder()}#workload=cronjob&version=1.30`, async (page) => {
      await page.fill('#schedule', '5 4 * * *');
      await paste(page, SPEC);
      await page.click('#tab-manifest');
      await page.click('#copy-manifest');
      const options = ['--workload', 'cronjob', '--schedule', '5 4 * * *', '--kubernetes-version', '1.30'];
      assert.equal(await copied(page), written('synth', SPEC, ...options));
    }));

  test('change the program', () =>
    onPage(`${fromFolder()}#workload=statefulset`, async (page) => {
      await paste(page, SPEC);
      await page.click('#tab-code');
      assert.match((await page.textContent('#code'))!, /AlgorithmWorkload\.statefulSet\(\)/);
      await page.selectOption('#workload', 'hkube');
      await verdict(page);
      assert.match((await page.textContent('#no-code'))!, /worker Job is not converted/);
    }));

  test('of the address that do not exist are ignored', () =>
    onPage(`${fromFolder()}#version=9.9&workload=robot`, async (page) => {
      assert.equal(await page.inputValue('#version'), '1.37');
      assert.equal(await page.inputValue('#workload'), 'job');
    }));
});

test('one example has no findings, the others have some', () =>
  onPage(fromFolder(), async (page) => {
    const said: string[] = [];
    for (const button of await page.locator('#examples button').all()) {
      await button.click();
      said.push(await verdict(page));
    }
    assert.deepEqual(said, [
      'Nothing wrong: 1 object, Kubernetes 1.37',
      '2 errors, 1 warning in 1 object, Kubernetes 1.37',
      '1 error in 1 object, Kubernetes 1.37',
    ]);
    await page.click('#clear');
    assert.match(await verdict(page), /^Paste a spec/);
  }));

test('the keyboard alone is enough to type, read findings, go to one, choose a tab and copy', () =>
  onPage(fromFolder(), async (page) => {
    const focused = () =>
      page.evaluate('document.activeElement.id || document.activeElement.className') as Promise<string>;
    const tabTo = async (wanted: RegExp) => {
      for (let i = 0; i < 40; i++) {
        if (wanted.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab does not lead to ${wanted}`);
    };
    await tabTo(/cm-content/);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(BROKEN);
    assert.match(await verdict(page), /^1 error/);
    await tabTo(/^tab-findings$/);
    await tabTo(/^place$/);
    await page.keyboard.press('Enter');
    assert.match(await focused(), /cm-content/);
    // The cursor is at the finding.
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(SPEC);
    assert.match(await verdict(page), /^Nothing wrong/);
    await tabTo(/^tab-findings$/);
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'tab-manifest');
    await tabTo(/^copy-manifest$/);
    await page.keyboard.press('Enter');
    assert.match(await copied(page), /^apiVersion: batch\/v1\n/);
  }));

test('on a phone, no tab scrolls sideways', () =>
  onPage(
    fromFolder(),
    async (page) => {
      await page.click('#examples button:nth-child(2)');
      await verdict(page);
      for (const tab of ['findings', 'manifest', 'code', 'picture']) {
        await page.click(`#tab-${tab}`);
        assert.equal(await scrollsSideways(page), false, tab);
      }
    },
    { viewport: { width: 360, height: 740 } },
  ));

for (const colorScheme of ['light', 'dark']) {
  test(`is accessible in ${colorScheme}`, () =>
    onPage(
      fromServer(),
      async (page) => {
        for (const [i, tab] of ['findings', 'manifest', 'code', 'picture'].entries()) {
          await page.click(`#examples button:nth-child(${((i + 1) % 3) + 1})`);
          await verdict(page);
          await page.click(`#tab-${tab}`);
          if (tab === 'picture') await page.waitForSelector('#picture svg');
          assert.deepEqual(await barriers(page), [], tab);
        }
      },
      { colorScheme },
    ));
}

test('a text of five megabytes does not freeze the page', () =>
  onPage(fromFolder(), async (page) => {
    const job = (i: number) => BROKEN.replace('print-every-10-sec', `print-${i}`);
    const text = Array.from({ length: Math.ceil(5e6 / job(1).length) }, (_, i) => job(i)).join('\n');
    assert.ok(text.length >= 5e6);
    await page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await page.click('#input .cm-content');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    await page.locator('#status', { hasText: 'Checking…' }).waitFor();
    // While it is judged, the main thread answers: each question takes a frame.
    let answers = 0;
    while ((await page.textContent('#status')) === 'Checking…') {
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
      answers++;
    }
    assert.ok(answers > 10, `${answers} answers`);
    const objects = text.split('algorithmImage').length - 1;
    const numbers = objects.toLocaleString('en');
    assert.equal(await page.textContent('#status'), `${numbers} errors in ${numbers} objects, Kubernetes 1.37`);
    assert.equal((await findings(page)).length, 100);
    await page.click('#more');
    assert.equal((await findings(page)).length, 200);
  }));
