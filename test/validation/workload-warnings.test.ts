import { found, long } from './rules';
import { NEWEST_MINOR } from '../../src/validation/schema';
import { validateManifest } from '../../src/validation/validate';
import { warnAboutDeploymentName, warnAboutJobTemplate, warnAboutName } from '../../src/validation/workload-warnings';

const surprising = 'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended:';

test.each<[any, string[]]>([
  [{ name: 'a-b' }, []],
  [{ name: long(63) }, []],
  [{ name: 'a.b' }, [`metadata.name: Warning: "a.b": ${surprising} [must not contain dots]`]],
  [{ generateName: 'a.b-' }, [`metadata.name: Warning: "a.b-xxxxx": ${surprising} [must not contain dots]`]],
  [{ name: long(64) }, [`metadata.name: Warning: "${long(64)}": ${surprising} [must be no more than 63 characters]`]],
  // An error says enough.
  [{ name: 'A_b' }, []],
  [undefined, []],
])('the name of %j', (metadata, expected) => expect(found((v) => warnAboutName(v, metadata))).toEqual(expected));

test.each([[242, 0], [243, 1]])('a Deployment whose name has %i characters', (length, count) => {
  expect(found((v) => warnAboutDeploymentName(v, { name: long(length) }))).toHaveLength(count);
});

test.each<[number, any, string[]]>([
  [NEWEST_MINOR, undefined, []],
  [NEWEST_MINOR, { metadata: { labels: { a: 'b' }, annotations: { 'C.d/e': 'f' } }, spec: { backoffLimitPerIndex: 1 } }, []],
  [NEWEST_MINOR, { metadata: { labels: { 'a b': '' } } }, ['t.metadata.labels']],
  [NEWEST_MINOR, { metadata: { annotations: { 'a b': '' } } }, ['t.metadata.annotations']],
  [28, { spec: { backoffLimitPerIndex: 1, podReplacementPolicy: null } }, ['t.spec.backoffLimitPerIndex']],
  [30, { spec: { managedBy: 'a/b', successPolicy: {} } }, ['t.spec.successPolicy', 't.spec.managedBy']],
])('Jobs of 1.%i from %j', (minor, jobTemplate, paths) => {
  expect(found((v) => warnAboutJobTemplate(v, jobTemplate, 't'), minor).map((text) => text.split(':')[0])).toEqual(paths);
});

test('they are warnings, of the workloads alone', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'main', image: 'a:1' }] } };
  const workload = (apiVersion: string, kind: string, spec: any) => validateManifest({ apiVersion, kind, metadata: { name: 'a.b' }, spec }, NEWEST_MINOR)
    .map(({ severity, rule }) => `${severity} ${rule}`);
  const never = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
  expect(workload('batch/v1', 'Job', { template: never })).toEqual(['warning WARN-NAME']);
  expect(workload('batch/v1', 'CronJob', { schedule: '@daily', jobTemplate: { spec: { template: never } } })).toEqual(['warning WARN-NAME']);
  expect(workload('apps/v1', 'Deployment', { selector: { matchLabels: { a: 'b' } }, template })).toEqual(['warning WARN-NAME']);
  expect(validateManifest({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a.b' } }, NEWEST_MINOR)).toEqual([]);
});
