import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Import, importsIn, importsOf } from './fixtures/imports';

const SRC = join(__dirname, '../src');
const imports = importsOf(SRC);

/** The rooms of src/, from top to bottom: each may import what is below it, types included. */
const ROOMS = [
  'cli',
  'explain',
  'diagram',
  'convert',
  'hkube',
  'constructs',
  'app',
  'render',
  'validation',
  'apimachinery',
  'text',
];

/** Files that read, validate, render, draw and write specs: they shall run in a browser. */
const FOR_BROWSERS = [
  'convert/convert.ts',
  'cli/file-variables.ts',
  'cli/render-document.ts',
  'cli/totals.ts',
  'cli/twins.ts',
  'cli/validate-document.ts',
  'diagram/flowchart.ts',
  'hkube/defect-checks.ts',
  'hkube/document-kind.ts',
  'hkube/memory.ts',
  'hkube/plain-pod.ts',
  'hkube/read-spec.ts',
  'hkube/registration-spec.ts',
  'hkube/render-spec.ts',
  'hkube/schema.ts',
  'hkube/spec-path.ts',
  'hkube/render-spec.ts',
  'hkube/worker-checks.ts',
  'hkube/worker-image.ts',
  'hkube/worker-job.ts',
  'hkube/worker-side-car-resources.ts',
  'hkube/worker-template.ts',
  'hkube/write-resources.ts',
  'hkube/write-side-car-resources.ts',
  'hkube/write-spec.ts',
  'text/documents.ts',
  'validation/manifest-file.ts',
  'validation/validate.ts',
];

/** What Node has and browsers don't, where it is used (as a type, nothing is left of it). */
const NODE_GLOBAL = /(?<![\w.'"`])(?:Buffer|process|global|setImmediate)\s*[.(]|(?<![\w.])(?:require|import)\s*\(/;

const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

/** Imports between rooms that point up, as `from → to`. */
function upwardImports(all: ReadonlyMap<string, readonly Import[]>): string[] {
  return [...all].flatMap(([file, imported]) =>
    imported
      .map(({ module }) => module)
      .filter((module) => module.endsWith('.ts') && ROOMS.indexOf(roomOf(module)) < ROOMS.indexOf(roomOf(file)))
      .map((module) => `${file} → ${module}`),
  );
}

/** What keeps a file, and all that it imports at run time, from running in a browser. */
function impurities(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const atRunTime = imports.get(entry)!.filter(({ isType }) => !isType);
  const code = readFileSync(join(SRC, entry), 'utf8').replace(/\/\*[^]*?\*\/|\/\/ .*/g, '');
  const [global] = NODE_GLOBAL.exec(code) ?? [];
  return [
    ...(global === undefined ? [] : [`${entry}: ${global}`]),
    ...atRunTime.flatMap(({ module }) => (module.endsWith('.ts') ? impurities(module, seen) : [`${entry}: ${module}`])),
  ];
}

test('every file but index.ts is in a room', () => {
  expect([...new Set([...imports.keys()].map(roomOf))].sort()).toEqual(['', ...ROOMS].sort());
  expect([...imports.keys()].filter((file) => roomOf(file) === '')).toEqual(['index.ts']);
});

test('imports between rooms point down only, also imports of types', () => {
  expect(upwardImports(imports)).toEqual([]);
});

test('an import that points up is found, also of a type', () => {
  const text =
    "import type { A } from '../cli/main';\nimport {\n  B,\n} from './yaml';\nexport * from '../app/scope';\n";
  expect(upwardImports(new Map([['text/json.ts', importsIn(text, 'text')]]))).toEqual([
    'text/json.ts → cli/main.ts',
    'text/json.ts → app/scope.ts',
  ]);
});

test.each(FOR_BROWSERS)('%s imports no packages and nothing that only Node has', (file) => {
  expect(impurities(file)).toEqual([]);
});

test('an indirect import of a package is found, and of a type is not', () => {
  expect(impurities('cli/synth.ts')).toContain('app/yaml-output.ts: cdk8s');
  expect(impurities('app/content-name.ts')).toEqual(['app/content-name.ts: node:crypto']);
  expect(impurities('cli/kubectl.ts')).toContain('cli/kubectl.ts: process.');
  expect(importsIn("import 'a';\nexport type { B } from './b';\nimport type C from 'c';\n", 'text')).toEqual([
    { module: 'a', isType: false },
    { module: 'text/b.ts', isType: true },
    { module: 'c', isType: true },
  ]);
});
