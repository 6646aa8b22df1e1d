import { JOB, run, YAML_JOB } from './run';
import { annotation, notice } from '../../src/cli/github-report';
import type { LocatedFinding } from '../../src/cli/object-report';

const FINDING: LocatedFinding = {
  file: 'a.yaml',
  line: 3,
  column: 7,
  severity: 'error',
  rule: 'DEC-TYPE',
  path: 'spec',
  message: 'spec: is wrong',
};

test.each<[string, Partial<LocatedFinding>, string]>([
  ['an error', {}, '::error file=a.yaml,line=3,col=7,title=cdk8s-hkube%3A DEC-TYPE::a.yaml:3:7: error: Job x: spec'],
  ['a warning', { severity: 'warning' }, '::warning file=a.yaml,line=3,'],
  ['a name with signs of its own', { file: 'a:b,c%.yaml' }, '::error file=a%3Ab%2Cc%25.yaml,line=3,'],
  ['a name of several lines', { file: 'a\r\nb' }, '::error file=a%0D%0Ab,line=3,'],
  ['an absolute name', { file: '/repo/dir/a.yaml' }, '::error file=dir/a.yaml,'],
  ['a file outside', { file: '../a.yaml' }, '::error file=/a.yaml,'],
  [
    'a percent sign in the text',
    { message: '100%' },
    '::error file=a.yaml,line=3,col=7,title=cdk8s-hkube%3A DEC-TYPE::',
  ],
])('%s', (_, fields, start) => {
  const text = annotation('Job x', { ...FINDING, ...fields }, '/repo');
  expect(text.slice(0, start.length)).toBe(start);
  expect(text.match(/\n/g)).toHaveLength(1);
});

test('texts are escaped, also those of several lines', () => {
  expect(annotation('', { ...FINDING, message: '100%\n::warning::x' }, '/repo')).toMatch(
    /::a\.yaml:3:7: error: 100%25\\n::warning::x \(DEC-TYPE\)\n$/,
  );
  expect(notice(['1 object', '50%\x1b[2K'])).toBe('::notice title=cdk8s-hkube::1 object%0A50%25\\u001b[2K\n');
});

test('validate prints an annotation for each finding, and the counts', async () => {
  const files = { 'dir/job.yaml': YAML_JOB.replace('print:v4', 'print'), 'dir/other.json': '{' };
  const { out, code } = await run(['validate', '.', '-o', 'github'], { files });
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^::warning file=dir\/job\.yaml,line=11,col=16,title=cdk8s-hkube%3A WARN-IMAGE-LATEST::dir/),
    expect.stringMatching(/^::error file=dir\/other\.json,line=1,col=2,title=cdk8s-hkube%3A TEXT::/),
    expect.stringMatching(/^::notice title=cdk8s-hkube::1 object in 2 files: 1 error, 1 warning%0AKubernetes 1\.37: /),
    '',
  ]);
  expect(code).toBe(1);
});

test('diff prints an annotation for each refused object', async () => {
  const changed = { ...JOB, spec: { ...JOB.spec, completions: 2 } };
  const files = { 'old.json': JSON.stringify(JOB), 'new.json': JSON.stringify(changed) };
  const { out, code } = await run(['diff', 'old.json', 'new.json', '-o', 'github'], { files });
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^::error file=new\.json,line=1,col=\d+,title=cdk8s-hkube%3A UPD-JOB::.*Job print: spec\.c/),
    expect.stringMatching(/^::notice title=cdk8s-hkube::1 object: 0 unchanged, 0 changed in place, 1 refused,/),
    '',
  ]);
  expect(code).toBe(1);
});
