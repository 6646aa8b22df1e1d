import * as fs from 'node:fs';
import * as path from 'node:path';
import { ParityCase, runCase, sortedJson } from './parity';

/** Jobs that HKube's own code made. They are no part of the project: without them there is nothing to compare. */
const file = path.join(process.env.CDK8S_HKUBE_CASES ?? path.join(__dirname, '../../../shared/cases'), 'hkube-jobs.json');
const cases: ParityCase[] = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).cases : [];
const found = cases.length > 0 ? cases : [{ name: `no ${file}: nothing compared`, algorithm: {} }];

test.each(found)('$name', (each) => {
  if (cases.length === 0) return;
  expect(runCase(each).differences.filter(({ defect }) => defect === undefined)).toEqual([]);
});

test('a field that differs is seen, a quantity of the same value is not', () => {
  const { job } = runCase({ name: 'n', algorithm: {} });
  const theirs = JSON.parse(sortedJson(job));
  theirs.spec.template.spec.containers[1].resources.limits = { cpu: '200m', memory: '536870912' };
  expect(runCase({ name: 'n', algorithm: {}, job: theirs }).differences).toEqual([]);
  theirs.spec.template.spec.containers[1].resources.limits.cpu = '201m';
  delete theirs.spec.backoffLimit;
  expect(runCase({ name: 'n', algorithm: {}, job: theirs }).differences).toEqual([
    { path: 'spec.template.spec.containers[1].resources.limits.cpu', ours: 0.2, theirs: '201m', defect: undefined },
    { path: 'spec.backoffLimit', ours: 0, theirs: undefined, defect: undefined },
  ]);
});

test('sorted JSON does not depend on the order of keys', () => {
  expect(sortedJson({ b: 1, a: [{ d: null, c: 2 }] })).toBe('{"a":[{"c":2,"d":null}],"b":1}');
});
