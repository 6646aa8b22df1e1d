import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Testing } from 'cdk8s';
import { HkubeAlgorithm } from '../../src';
import { Finding } from '../../src/apimachinery/finding';
import { readSpecFile } from '../../src/hkube/read-spec-file';
import { findingsOf } from '../../src/hkube/spec-file';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hkube-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function read(content: string | Buffer) {
  const file = path.join(folder, 'spec.json');
  fs.writeFileSync(file, content);
  const { value, findings } = readSpecFile(file);
  return {
    value,
    findings: findings.map(({ path: place, detail }) => `${place.replace(`${folder}/`, '')}: ${detail}`),
  };
}

test.each([['{"a": "ü€😀"}'], ['\uFEFF{"a": "ü€😀"}']])('%j', (text) => {
  expect(read(text)).toEqual({ value: { a: 'ü€😀' }, findings: [] });
});

const NOT_UTF8 = 'not valid UTF-8: save the file as UTF-8';

test.each<[string, Buffer, string, string?]>([
  ['a byte that begins no character', Buffer.from([0x7b, 0xff, 0x7d]), '1:2'],
  [
    'half a character',
    Buffer.concat([Buffer.from('{\n "a": "'), Buffer.from([0xe2, 0x82]), Buffer.from('"\n}')]),
    '2:8',
  ],
  ['half a character at the end', Buffer.concat([Buffer.from('{}\n\n'), Buffer.from([0xf0, 0x9f])]), '3:1'],
  ['a surrogate', Buffer.concat([Buffer.from('{"ü":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]), '1:7'],
  ['another encoding', Buffer.from('{\n"name": "ü"}', 'latin1'), '2:10'],
  [
    'UTF-16',
    Buffer.from('\uFEFF{}', 'utf16le'),
    '1:1',
    'this is UTF-16 (as PowerShell writes it): save the file as UTF-8',
  ],
])('text that is not UTF-8 is reported: %s', (_, bytes, position, detail = NOT_UTF8) => {
  expect(read(bytes)).toEqual({ value: {}, findings: [`spec.json:${position}: ${detail}`] });
});

test.each([
  ['"hunter2"', 'a string'],
  ['5', 'a whole number'],
  ['1.5', 'a number'],
  ['true', 'a boolean'],
  ['null', 'null'],
  ['["hunter2"]', 'an array'],
])('a value that is not an object is named by its type and not shown: %s', (text, what) => {
  expect(read(text)).toEqual({
    value: {},
    findings: [`spec.json:1:1: found ${what}; expected an object with an HKube algorithm`],
  });
});

describe('YAML', () => {
  function readYaml(text: string, name = 'spec.yaml') {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    const { value, findings, warnings } = readSpecFile(file);
    const print = (list: readonly Finding[]) =>
      list.map(({ path: place, detail, severity }) => `${severity} ${place.replace(`${folder}/`, '')}: ${detail}`);
    return { value, findings: [...print(findings), ...print(warnings)] };
  }

  test.each([['spec.yaml'], ['spec.yml'], ['SPEC.YAML']])('%s is read as kubectl reads it', (name) => {
    expect(
      readYaml('# an algorithm\n---\nname: print\noptions: {devMode: yes}\nalgorithmEnv:\n  MODE: 0644\n', name),
    ).toEqual({
      value: { name: 'print', options: { devMode: true }, algorithmEnv: { MODE: 420 } },
      findings: [],
    });
  });

  test.each<[string, string, string]>([
    [
      'nothing',
      '# only a comment\n',
      'error spec.yaml:1:1: the file has no content; expected an object with an HKube algorithm',
    ],
    [
      'two documents',
      'name: a\n---\nname: b\n',
      'error spec.yaml:3:1: a second document: the file must contain only one algorithm',
    ],
    ['a key twice', 'name: a\nname: b\n', 'error spec.yaml:2:1: duplicate key "name" (first at 1:1)'],
    ['a string', 'hunter2\n', 'error spec.yaml:1:1: found a string; expected an object with an HKube algorithm'],
    [
      'a list',
      '- name: a\n- name: b\n',
      'error spec.yaml:1:1: found an array with 2 items; expected an object with an HKube algorithm',
    ],
    ['texts', '- a\n', 'error spec.yaml:1:1: found an array; expected an object with an HKube algorithm'],
  ])('%s is reported', (_, text, finding) => {
    expect(readYaml(text)).toEqual({ value: {}, findings: [finding] });
  });

  test("a list of one algorithm, as in HKube's examples, is read as that algorithm", () => {
    expect(readYaml('- name: a\n')).toEqual({ value: { name: 'a' }, findings: [] });
  });

  test('a key that is read as another one is a warning', () => {
    expect(readYaml('name: print\nlabels:\n  on: ab\n')).toEqual({
      value: { name: 'print', labels: { true: 'ab' } },
      findings: ['warning spec.yaml:3:3: this key is read as "true": put it in quotes if you mean "on"'],
    });
  });

  test('each finding has its place', () => {
    const file = path.join(folder, 'spec.yaml');
    fs.writeFileSync(file, '---\nname: print\nsideCars:\n  - container:\n      name: a\n');
    const wrong: Finding = {
      rule: 'X',
      severity: 'error',
      type: 'Forbidden',
      path: 'sideCars[0].container.name',
      detail: 'no',
    };
    expect(findingsOf(readSpecFile(file), [wrong]).map(({ path: place }) => place.replace(folder, ''))).toEqual([
      '/spec.yaml:5:13: sideCars[0].container.name',
    ]);
  });

  test('constructs read it', () => {
    const file = path.join(folder, 'print.yaml');
    fs.writeFileSync(file, 'name: print\nalgorithmImage: acme/print:1\nsideCar: []\non: x\n');
    const chart = Testing.chart();
    HkubeAlgorithm.fromFile(chart, 'print', file);
    let errors: string[] = [];
    const warnings = captureStderr(() => {
      errors = errorsOf(chart);
    });
    const plain = (lines: string[]) => lines.map((line) => line.replace(folder, ''));
    expect(plain(errors)).toEqual([
      expect.stringMatching(/^\[test\/print\] \/print\.yaml:3:10: sideCar: Unknown field/),
      expect.stringMatching(/^\[test\/print\] \/print\.yaml:4:5: true: Unknown field/),
    ]);
    expect(plain(warnings)).toEqual([
      'Warning: [test/print] /print.yaml:4:1: this key is read as "true": put it in quotes if you mean "on" ' +
        '(HKUBE-YAML)',
    ]);
  });
});

describe('findings in a file', () => {
  const wrong = (field: string): Finding => ({
    rule: 'X',
    severity: 'error',
    type: 'Forbidden',
    path: field,
    detail: 'no',
  });

  test('have their places', () => {
    const file = path.join(folder, 'spec.json');
    fs.writeFileSync(file, '{\n  "a": {\n    "b": 1\n  }\n}');
    expect(
      findingsOf(readSpecFile(file), [wrong('a.b'), wrong('c')]).map(({ path: place }) => place.replace(folder, '')),
    ).toEqual(['/spec.json:3:10: a.b', '/spec.json:1:1: c']);
  });

  test('stay unchanged without a file', () => {
    expect(findingsOf(undefined, [wrong('a.b')])).toEqual([wrong('a.b')]);
  });

  test('are hidden if the file itself cannot be read', () => {
    const file = readSpecFile(path.join(folder, 'nope.json'));
    expect(findingsOf(file, [wrong('name')])).toEqual(file.findings);
    expect(findingsOf(file, [])).toEqual(file.findings);
    expect(file.findings).toEqual([expect.objectContaining({ rule: 'HKUBE-FILE' })]);
  });
});
