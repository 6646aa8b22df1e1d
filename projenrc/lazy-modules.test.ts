import { exportedNames, loadLazily } from './lazy-modules';

/** What a module exports when it is run, and which modules it has loaded by then and when all exports were read. */
function run(code: string) {
  const loaded: string[] = [];
  const exported: Record<string, unknown> = {};
  const load = (name: string) => {
    loaded.push(name);
    return { name, Base: class {}, call: () => `called ${name}` };
  };
  const lazy = loadLazily(`"use strict";\n${code}`, () => ['name']);
  new Function('exports', 'require', lazy)(exported, load);
  const before = [...loaded];
  const values = Object.entries(exported).map(([key, value]) => [key, typeof value === 'function' ? value() : value]);
  return { lazy, before, values: Object.fromEntries(values), after: loaded };
}

const A = 'const a_1 = require("./a");';

test.each([
  ['a call', `${A}\nexports.f = () => (0, a_1.call)();`, { f: 'called ./a' }, []],
  ['a constructor', `${A}\nexports.f = () => new a_1.Base() instanceof a_1.Base;`, { f: true }, []],
  ['a spread value', `${A}\nexports.f = () => [...a_1.name].length;`, { f: 3 }, []],
  ['a use at once', `${A}\nexports.x = class extends a_1.Base {}.name === "";`, { x: true }, ['./a']],
  ['cdk8s-plus', 'const kplus = require("cdk8s-plus-28");\nexports.f = () => kplus.name;', { f: 'cdk8s-plus-28' }, []],
  ['a name of our own', 'const path = require("path");\nexports.f = (path) => 1;', { f: 1 }, ['path']],
  [
    'an export from elsewhere',
    'exports.name = void 0;\nvar a_1 = require("./a");\n' +
      'Object.defineProperty(exports, "name", { enumerable: true, get: function () { return a_1.name; } });',
    { name: './a' },
    [],
  ],
  ['all exports of another module', '__exportStar(require("./a"), exports);', { name: './a' }, []],
])('%s', (_, code, values, before) => expect(run(code)).toMatchObject({ values, before }));

test('each module is loaded once', () => {
  const { after } = run(`${A}\nexports.f = () => a_1.name;\nexports.g = () => a_1.call();`);
  expect(after).toEqual(['./a']);
});

test('lines keep their numbers', () => {
  const code = `${A}\n__exportStar(require("./b"), exports);\nexports.f = () => a_1.name;`;
  expect(run(code).lazy.split('\n')).toHaveLength(4);
});

test('what is rewritten stays as it is', () => {
  const { lazy } = run(`${A}\nexports.f = () => a_1.name; // a_1.name, "a_1.name"`);
  expect(lazy).toContain('// a_1.name, "a_1.name"');
  expect(loadLazily(lazy, () => [])).toBe(lazy);
});

test('the names that a module exports', () => {
  expect(exportedNames('exports.A = exports.B = void 0;\nexports.c = c;\nclass A {}\nexports.A = A;')).toEqual([
    'A',
    'B',
    'c',
  ]);
});
