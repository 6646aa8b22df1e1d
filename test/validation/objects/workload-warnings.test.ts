import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import {
  warnAboutDeploymentName,
  warnAboutJobTemplate,
  warnAboutName,
} from '../../../src/validation/objects/workload-warnings';
import { validateManifest } from '../../../src/validation/validate';
import { found, long } from '../rules';

const surprising =
  'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended:';

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

test.each([
  [242, 0],
  [243, 1],
])('a Deployment whose name has %i characters', (length, count) => {
  expect(found((v) => warnAboutDeploymentName(v, { name: long(length) }))).toHaveLength(count);
});

test.each<[number, any, string[]]>([
  [NEWEST_MINOR, undefined, []],
  [
    NEWEST_MINOR,
    { metadata: { labels: { a: 'b' }, annotations: { 'C.d/e': 'f' } }, spec: { backoffLimitPerIndex: 1 } },
    [],
  ],
  [NEWEST_MINOR, { metadata: { labels: { 'a b': '' } } }, ['t.metadata.labels']],
  [NEWEST_MINOR, { metadata: { annotations: { 'a b': '' } } }, ['t.metadata.annotations']],
  [
    NEWEST_MINOR,
    {
      spec: {
        template: {
          metadata: { labels: { 'job-name': 'a', app: 'a', 'batch.kubernetes.io/job-completion-index': '0' } },
        },
      },
    },
    ['t.spec.template.metadata.labels[job-name]'],
  ],
  [
    NEWEST_MINOR,
    { spec: { template: { metadata: { labels: { 'batch.kubernetes.io/controller-uid': '' } } } } },
    ['t.spec.template.metadata.labels[batch.kubernetes.io/controller-uid]'],
  ],
  [28, { spec: { backoffLimitPerIndex: 1, podReplacementPolicy: null } }, ['t.spec.backoffLimitPerIndex']],
  [30, { spec: { managedBy: 'a/b', successPolicy: {} } }, ['t.spec.successPolicy', 't.spec.managedBy']],
])('the Jobs of 1.%i from %j', (minor, jobTemplate, paths) => {
  expect(found((v) => warnAboutJobTemplate(v, 'a', jobTemplate, 't'), minor).map((text) => text.split(':')[0])).toEqual(
    paths,
  );
});

// A Job's name has 9 characters more, and then comes the index.
test.each<[string, any, boolean]>([
  [long(52), { completionMode: 'Indexed', completions: 10 }, true],
  [long(52), { completionMode: 'Indexed', completions: 11 }, false],
  [long(51), { completionMode: 'Indexed', completions: 100 }, true],
  [long(51), { completionMode: 'Indexed', completions: 101 }, false],
  ['a.b', { completionMode: 'Indexed', completions: 1 }, false],
  ['a.b', { completionMode: 'Indexed', completions: 0 }, true],
  ['a.b', { completionMode: 'NonIndexed', completions: 1 }, true],
  // An error says enough.
  ['A', { completionMode: 'Indexed', completions: 1 }, true],
])('the Jobs of the CronJob %s with %j have valid host names: %s', (name, spec, named) => {
  expect(found((v) => warnAboutJobTemplate(v, name, { spec }, 't')).map((text) => text.split(':')[0])).toEqual(
    named ? [] : ['metadata.name'],
  );
});

test('only workloads have these warnings', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'main', image: 'a:1' }] } };
  const workload = (apiVersion: string, kind: string, spec: any) =>
    validateManifest({ apiVersion, kind, metadata: { name: 'a.b' }, spec }, NEWEST_MINOR).map(
      ({ severity, rule }) => `${severity} ${rule}`,
    );
  const never = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
  expect(workload('batch/v1', 'Job', { template: never })).toEqual(['warning WARN-NAME']);
  expect(workload('batch/v1', 'CronJob', { schedule: '@daily', jobTemplate: { spec: { template: never } } })).toEqual([
    'warning WARN-NAME',
  ]);
  expect(workload('apps/v1', 'Deployment', { selector: { matchLabels: { a: 'b' } }, template })).toEqual([
    'warning WARN-NAME',
  ]);
  expect(validateManifest({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a.b' } }, NEWEST_MINOR)).toEqual(
    [],
  );
});
