import * as fs from 'fs';
import * as path from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { Algorithm, AlgorithmSettings, SharedVolume, Warnings } from '../../src';
import { WARNING_RULES } from '../../src/app/warnings';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const LATEST = /\(WARN-IMAGE-LATEST\)$/;

/** An algorithm and a sidecar whose images have no tag. */
function untagged() {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const algorithm = new Algorithm(chart, 'print', { image: 'docker.io/acme/print' });
  const sideCar = algorithm.addSideCar('web', { image: 'httpd' });
  return { app, chart, algorithm, sideCar };
}

test('warnings go to stderr and stop nothing', () => {
  const { chart } = untagged();
  const lines = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
  expect(lines.map((line) => line.split(': ', 2).join(': '))).toEqual(
    [
      'Warning: [chart/print] spec.template.spec.containers[0].image',
      'Warning: [chart/print/web] spec.template.spec.initContainers[0].image',
    ].sort((a, b) => lines.findIndex((line) => line.startsWith(a)) - lines.findIndex((line) => line.startsWith(b))),
  );
  for (const line of lines) expect(line).toMatch(LATEST);
});

test('a warning is printed once for each construct and rule, however often the app is synthesized or changed', () => {
  const { app, algorithm } = untagged();
  new Chart(app, 'another');
  const lines = captureStderr(() => {
    app.synthYaml();
    algorithm.addEnv('A', 'b');
    app.synthYaml();
  });
  expect(lines).toHaveLength(2);
});

test('warnings of different rules are printed separately', () => {
  const { app, algorithm } = untagged();
  SharedVolume.fromEmptyDir(algorithm, 'unused');
  const rules = captureStderr(() => app.synthYaml()).map((line) => /\((WARN-[A-Z-]+)\)/.exec(line)![1]);
  expect(rules.sort()).toEqual(['WARN-IMAGE-LATEST', 'WARN-IMAGE-LATEST', 'WARN-VOLUME-UNMOUNTED']);
});

describe('a warning can be acknowledged', () => {
  test('for a sidecar', () => {
    const { app, sideCar } = untagged();
    Warnings.of(sideCar).acknowledge('WARN-IMAGE-LATEST', 'pinned by the registry');
    expect(captureStderr(() => app.synthYaml())).toEqual([expect.stringContaining('[chart/print]')]);
  });

  test('for everything in a scope, without other rules', () => {
    const { app, algorithm, chart } = untagged();
    SharedVolume.fromEmptyDir(algorithm, 'unused');
    Warnings.of(chart).acknowledge('WARN-IMAGE-LATEST', 'pinned by the registry');
    expect(captureStderr(() => app.synthYaml())).toEqual([expect.stringContaining('(WARN-VOLUME-UNMOUNTED)')]);
  });

  test('only with a reason', () => {
    expect(() => Warnings.of(untagged().chart).acknowledge('WARN-IMAGE-LATEST', ' ')).toThrow(
      '[chart] a reason is needed to acknowledge WARN-IMAGE-LATEST',
    );
  });
});

describe('an acknowledgement of an unknown id is refused', () => {
  test.each<[any, string]>([
    ['WARN-IMAGE-LATST', 'no warning has the id "WARN-IMAGE-LATST". Did you mean "WARN-IMAGE-LATEST"?'],
    ['warn-image-latest', 'no warning has the id "warn-image-latest". Did you mean "WARN-IMAGE-LATEST"?'],
    ['HKUBE-RESERVD', 'no warning has the id "HKUBE-RESERVD". Did you mean "HKUBE-RESERVED"?'],
    ['IMAGES', 'no warning has the id "IMAGES". docs/rules.md lists them, and the warning prints it'],
    ['', 'no warning has the id "". docs/rules.md lists them, and the warning prints it'],
    [undefined, 'no warning has the id undefined. docs/rules.md lists them, and the warning prints it'],
    ['toString', 'no warning has the id "toString". docs/rules.md lists them, and the warning prints it'],
  ])('%p', (rule, text) => {
    const { app, chart } = untagged();
    expect(() => Warnings.of(chart).acknowledge(rule, 'known')).toThrow(new Error(`[chart] ${text}`));
    expect(captureStderr(() => app.synthYaml())).toHaveLength(2);
  });

  test.each(WARNING_RULES)('%s is known', (rule) => {
    expect(() => Warnings.of(untagged().chart).acknowledge(rule, 'known')).not.toThrow();
  });
});

describe('warnings can be errors', () => {
  test('for everything in a scope', () => {
    const { chart, algorithm } = untagged();
    AlgorithmSettings.of(algorithm).set({ warningsAsErrors: true });
    const lines = captureStderr(() =>
      expect(errorsOf(chart)).toEqual([
        expect.stringMatching(
          /^\[chart\/print\] spec\.template\.spec\.containers\[0\]\.image: .* \(WARN-IMAGE-LATEST\)$/,
        ),
        expect.stringMatching(
          /^\[chart\/print\/web\] spec\.template\.spec\.initContainers\[0\]\.image: .* \(WARN-IMAGE-LATEST\)$/,
        ),
      ]),
    );
    expect(lines).toEqual([]);
  });

  test('but not in a nearer scope that switches it off, nor when acknowledged', () => {
    const { chart, algorithm, sideCar } = untagged();
    AlgorithmSettings.of(chart).set({ warningsAsErrors: true });
    AlgorithmSettings.of(sideCar).set({ warningsAsErrors: false });
    Warnings.of(algorithm).acknowledge('WARN-IMAGE-LATEST', 'pinned by the registry');
    const lines = captureStderr(() => expect(errorsOf(chart)).toEqual([]));
    expect(lines).toEqual([]);
  });

  test('and a change after a synthesis counts in the next one', () => {
    const { chart } = untagged();
    captureStderr(() => {
      expect(errorsOf(chart)).toEqual([]);
      AlgorithmSettings.of(chart).set({ warningsAsErrors: true });
      expect(errorsOf(chart)).toHaveLength(2);
      Warnings.of(chart).acknowledge('WARN-IMAGE-LATEST', 'pinned by the registry');
      expect(errorsOf(chart)).toEqual([]);
    });
  });
});

test('nothing is printed without a warning', () => {
  const chart = Testing.chart();
  new Algorithm(chart, 'print', { image: 'docker.io/acme/print:v4' });
  expect(captureStderr(() => Testing.synth(chart))).toEqual([]);
});

const ROOT = path.join(__dirname, '../..');
const DOCS = fs.readFileSync(path.join(ROOT, 'docs', 'rules.md'), 'utf8');

/** All but the list itself, and the command line, whose findings are about texts and not about constructs. */
const sources = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'cli' ? [] : sources(file);
    return entry.name === 'warnings.ts' ? [] : [fs.readFileSync(file, 'utf8')];
  });
const FILES = sources(path.join(ROOT, 'src'));
const SOURCES = FILES.join('\n');

const matches = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => id))].sort();

test('ids are sorted and unique', () => expect(WARNING_RULES).toEqual([...new Set(WARNING_RULES)].sort()));

test('all ids that begin with WARN in the sources and in docs/rules.md are listed, and no others', () => {
  const own = WARNING_RULES.filter((id) => id.startsWith('WARN-'));
  expect(matches(SOURCES, /\b(WARN(?:-[A-Z]+)+)\b/g)).toEqual(own);
  expect(matches(DOCS, /\b(WARN(?:-[A-Z]+)+)\b/g)).toEqual(own);
});

/** Errors that a construct prints as warnings. */
const DEFECTS = fs.readFileSync(path.join(ROOT, 'src/hkube/defect-checks.ts'), 'utf8');

test('the warnings of all rules are listed, however they are made', () => {
  const constants = FILES.filter((text) => /\.warn\(\s*RULE,/.test(text)).flatMap((text) =>
    matches(text, /const RULE = '([A-Z-]+)'/g),
  );
  expect(constants).toEqual(['DEC-SIZE']);
  const ids = [
    ...matches(SOURCES, /\.warn\(\s*'([A-Z-]+)'/g),
    ...matches(SOURCES, /rule: '([A-Z-]+)',\s+severity(?:: 'warning'|,)/g),
    ...matches(SOURCES, /'([A-Z-]+)',\s*'warning',?\s*\)/g),
    ...matches(SOURCES, /(?:finding|add)\(\s*'([A-Z-]+)',[^;]*?(?:'Warning'|\bseverity\b)/g),
    ...matches(SOURCES, /const SERVER_WARNING = '([A-Z-]+)'/g),
    ...constants,
    ...matches(DEFECTS, /const RULE = '([A-Z-]+)'/g),
    // Errors of what our constructs make, and warnings about other manifests.
    ...matches(fs.readFileSync(path.join(ROOT, 'src/validation/admission/own-rules.ts'), 'utf8'), /'(HKUBE-[A-Z-]+)'/g),
  ];
  expect(ids).toEqual(
    expect.arrayContaining([
      'DEC-SIZE',
      'DROP-GATED',
      'HKUBE-DEFECT',
      'HKUBE-RESERVED',
      'HKUBE-YAML',
      'WARN-CLAIM-SHARED',
      'WARN-IMAGE-LATEST',
    ]),
  );
  // Constructs don't update anything.
  expect(ids.filter((id) => !id.startsWith('UPD-') && !WARNING_RULES.includes(id))).toEqual([]);
  const others = WARNING_RULES.filter((id) => !id.startsWith('WARN-'));
  expect(others.filter((id) => !ids.includes(id))).toEqual([]);
});

test('docs/rules.md lists each id as a warning', () => {
  const [, warnings] = DOCS.split('\n## Warnings\n');
  const lines = DOCS.split('\n').filter((line) => /\*warnings?\*|only warns/.test(line));
  for (const id of WARNING_RULES) {
    expect([id, warnings.includes(`\`${id}\``) || lines.some((line) => line.includes(id))]).toEqual([id, true]);
  }
});

describe('an acknowledgement that matches no warning is reported', () => {
  const synthesized = (acknowledge: (parts: ReturnType<typeof untagged>) => void) => {
    const parts = untagged();
    acknowledge(parts);
    return captureStderr(() => {
      parts.app.synthYaml();
      parts.app.synthYaml();
    }).map((line) => line.replace(/ \([^()]*:\d+\)$/, ''));
  };

  test.each<[string, (parts: ReturnType<typeof untagged>) => void, string[]]>([
    [
      'that matches nothing is a warning, once',
      ({ chart }) => Warnings.of(chart).acknowledge('WARN-NAME', 'chosen by another team'),
      ['chart'],
    ],
    [
      'of a scope that has no such warning, although another has',
      ({ chart, algorithm, sideCar }) => {
        Warnings.of(chart).acknowledge('WARN-IMAGE-LATEST', 'pinned by the registry');
        Warnings.of(algorithm).acknowledge('WARN-NAME', 'chosen by another team');
        Warnings.of(sideCar).acknowledge('WARN-NAME', 'chosen by another team');
      },
      ['chart/print', 'chart/print/web'],
    ],
    [
      'that matches is not reported, in any scope',
      ({ app, chart, sideCar }) => {
        for (const scope of [app, chart, sideCar]) Warnings.of(scope).acknowledge('WARN-IMAGE-LATEST', 'pinned');
      },
      [],
    ],
    ['of the whole app', ({ app }) => Warnings.of(app).acknowledge('WARN-NAME', 'depends on the customer'), ['App']],
    [
      'may itself be acknowledged',
      ({ chart }) => {
        Warnings.of(chart).acknowledge('WARN-NAME', 'depends on the customer');
        Warnings.of(chart).acknowledge('WARN-UNUSED-ACKNOWLEDGEMENT', 'depends on the customer');
      },
      [],
    ],
  ])('%s', (_, acknowledge, scopes) => {
    const unused = synthesized(acknowledge).filter((line) => line.includes('(WARN-UNUSED-ACKNOWLEDGEMENT)'));
    expect(unused).toEqual(
      scopes.map(
        (scope) =>
          `Warning: [${scope}] acknowledges WARN-NAME, but nothing in it has this warning. ` +
          'Remove the acknowledgement (WARN-UNUSED-ACKNOWLEDGEMENT)',
      ),
    );
  });
});
