import type { Diagnosis } from '../../src/explain/explain';
import { headline, jsonReport, summaryOf, textReport } from '../../src/explain/report';
import { diagnosesOf, NOW, podOf, recorded } from '../fixtures/explain';

const DIAGNOSIS: Diagnosis = {
  severity: 'error',
  cause: 'ExitCode',
  object: { kind: 'Job', namespace: 'batch', name: 'print' },
  container: { name: 'web', role: 'SideCar' },
  what: 'fails: exit code 1',
  since: '2026-11-23T07:31:00Z',
  message: 'line 1\nline 2\n',
  facts: [{ label: 'ran for', text: '3 s' }],
  changes: [
    { in: 'SideCar "web" of Algorithm "print"', field: 'args', do: 'mend it' },
    { in: 'the cluster', do: 'wait' },
  ],
  commands: ['kubectl logs print-x -c web'],
  about: { kind: 'Pod', count: 1000, names: ['a', 'b', 'c'] },
};

test('a diagnosis is printed as text', () => {
  expect(textReport([DIAGNOSIS], NOW)).toBe(`Job print: container "web" (SideCar): fails: exit code 1
  since     2026-11-23T07:31:00Z (12 minutes ago)
  pods      1000: a, b, c, …
  message   line 1
            line 2
  ran for   3 s
  change    SideCar "web" of Algorithm "print", args: mend it
  change    the cluster: wait
  more      kubectl logs print-x -c web
1 object: 1 error
`);
});

test.each<[string, Partial<Diagnosis>, string]>([
  ['no role', { container: { name: 'main', role: '' } }, 'Job print: container "main": fails: exit code 1'],
  ['no container', { container: undefined }, 'Job print: fails: exit code 1'],
])('the first line: %s', (_, change, line) => {
  expect(headline({ ...DIAGNOSIS, ...change })).toBe(line);
});

test.each<[string, string]>([
  ['2026-11-23T07:43:01Z', 'just now'],
  ['2026-11-23T07:42:59Z', 'just now'],
  ['2026-11-23T07:42:58Z', '2 seconds ago'],
  ['2026-11-23T07:41:01Z', '119 seconds ago'],
  ['2026-11-23T07:41:00Z', '2 minutes ago'],
  ['2026-11-23T05:43:00Z', '2 hours ago'],
  ['2026-11-20T07:43:00Z', '3 days ago'],
])('%s is %s', (since, text) => {
  expect(textReport([{ ...DIAGNOSIS, since }], NOW)).toContain(`${since} (${text})`);
});

test('a single pod is named without a number, and zero pods are not mentioned', () => {
  expect(textReport([{ ...DIAGNOSIS, about: { kind: 'Pod', count: 1, names: ['a'] } }], NOW)).toContain(
    '\n  pod       a\n',
  );
  expect(textReport([{ ...DIAGNOSIS, about: { kind: 'Job', count: 2, names: ['a', 'b'] } }], NOW)).toContain(
    '\n  jobs      2: a, b\n',
  );
  expect(textReport([{ ...DIAGNOSIS, about: { kind: 'Pod', count: 0, names: [] } }], NOW)).not.toContain('pod');
});

test('namespaces are printed only if there are several', () => {
  const other = { ...DIAGNOSIS, object: { ...DIAGNOSIS.object, namespace: 'other' } };
  expect(textReport([DIAGNOSIS, DIAGNOSIS], NOW)).not.toContain('batch/');
  expect(textReport([DIAGNOSIS, other], NOW)).toMatch(/^Job batch\/print: [^]*^Job other\/print: /m);
});

test('the beginning and the end of a long message are printed', () => {
  const message = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n');
  const text = textReport([{ ...DIAGNOSIS, message }], NOW);
  expect(text.match(/line \d+/g)).toEqual(['line 0', 'line 94', 'line 95', 'line 96', 'line 97', 'line 98', 'line 99']);
  expect(text).toContain('  message   line 0\n            …\n            line 94\n');
});

describe('control characters are escaped', () => {
  test.each<[string, string]>([
    ['\u001b[2J', '\\u001b[2J'],
    ['a\u202eb', 'a\\u202eb'],
    ['\u009b1m', '\\u009b1m'],
    ['a\u2028b', 'a\\u2028b'],
    ['\ud800', '\\ud800'],
    ['a\tb', 'a\\tb'],
    ['Größe ≤ 5', 'Größe ≤ 5'],
  ])('%j', (given, shown) => {
    const object = { kind: 'Pod', namespace: '', name: given };
    const text = textReport(
      [{ ...DIAGNOSIS, object, message: given, facts: [{ label: given, text: given }], commands: [given] }],
      NOW,
    );
    expect(text.split(shown)).toHaveLength(6);
  });

  test('in JSON too', () => {
    const text = jsonReport([{ ...DIAGNOSIS, message: '\u009b1m\u2028\u007f' }]);
    expect(text).toContain('\\u009b1m\\u2028\\u007f');
    expect(JSON.parse(text).diagnoses[0].message).toBe('\u009b1m\u2028\u007f');
  });

  test('a message cannot imitate a line of the report', () => {
    const text = textReport([{ ...DIAGNOSIS, message: 'x\nJob print: nothing wrong' }], NOW);
    expect(text.split('\n').filter((line) => line.startsWith('Job print'))).toHaveLength(1);
  });
});

describe('objects without findings', () => {
  const fine = (count: number) =>
    diagnosesOf(Array.from({ length: count }, (_, i) => podOf({ metadata: { name: `p${i}`, uid: `${i}` } })));

  test('are a line each', () => {
    expect(textReport(fine(1), NOW)).toBe('Pod p0: nothing wrong: running\n1 object: nothing wrong\n');
  });

  test.each<[number, number, string]>([
    [20, 20, ''],
    [21, 20, '1 more: nothing wrong\n'],
    [1000, 20, '980 more: nothing wrong\n'],
  ])('%i of them are %i lines', (count, lines, more) => {
    const text = textReport(fine(count), NOW);
    expect(text.match(/^Pod /gm)).toHaveLength(lines);
    expect(text).toContain(`${more}${count} objects: nothing wrong\n`);
  });

  test('may be zero', () => {
    expect(textReport([], NOW)).toBe('0 objects: nothing wrong\n');
  });
});

test('notes are printed before the last line', () => {
  expect(textReport([], NOW, ['a', 'b'])).toBe('note: a\nnote: b\n0 objects: nothing wrong\n');
});

test('the report is printed as JSON', () => {
  const diagnoses = [
    ...diagnosesOf(recorded('lifetime', 'alive-failed')),
    ...diagnosesOf(recorded('workload', 'suspended')),
    ...diagnosesOf(recorded('lifetime', 'fine')),
  ];
  expect(summaryOf(diagnoses)).toEqual({ objects: 3, errors: 2, warnings: 1 });
  expect(JSON.parse(jsonReport(diagnoses, ['a']))).toEqual({
    objects: 3,
    errors: 2,
    warnings: 1,
    notes: ['a'],
    diagnoses: JSON.parse(JSON.stringify(diagnoses)),
  });
});
