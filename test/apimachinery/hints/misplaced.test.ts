import { rightPlace } from '../../../src/apimachinery/hints/misplaced';
import { kindType } from '../../../src/apimachinery/schema';

const place = (apiVersion: string, kind: string, path: Array<string | number>, field: string) =>
  rightPlace({ type: kindType(apiVersion, kind)!, value: {} }, path, field);

test.each<[unknown, string | undefined]>([
  [[{}], 'spec.template.spec.containers[0].env'],
  [[{}, {}], undefined],
  [[], undefined],
  [{}, undefined],
])('the only place in containers %j', (containers, expected) => {
  const value = { spec: { template: { spec: { containers } } } };
  expect(rightPlace({ type: kindType('batch/v1', 'Job')!, value }, ['spec', 'template', 'spec'], 'env')).toEqual({
    shown: 'in spec.template.spec.containers[]',
    ...(expected !== undefined && { path: expected }),
  });
});

const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];

test.each<[string, string, Array<string | number>, string, string | undefined, string | undefined]>([
  ['batch/v1', 'Job', POD, 'backoffLimit', 'in spec', 'spec.backoffLimit'],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', ...POD], 'schedule', 'in spec', 'spec.schedule'],
  [
    'batch/v1',
    'CronJob',
    ['spec', 'jobTemplate', ...POD],
    'backoffLimit',
    'in spec.jobTemplate.spec',
    'spec.jobTemplate.spec.backoffLimit',
  ],
  ['batch/v1', 'Job', ['spec'], 'restartPolicy', 'in spec.template.spec', 'spec.template.spec.restartPolicy'],
  ['apps/v1', 'Deployment', ['metadata'], 'spec', 'at the top level', 'spec'],
  ['apps/v1', 'Deployment', [], 'replicas', 'in spec', 'spec.replicas'],
  ['batch/v1', 'Job', POD, 'env', 'in spec.template.spec.containers[]', undefined],
  // The pod, not a probe, which is as near.
  [
    'batch/v1',
    'Job',
    CONTAINER,
    'terminationGracePeriodSeconds',
    'in spec.template.spec',
    'spec.template.spec.terminationGracePeriodSeconds',
  ],
  [
    'batch/v1',
    'Job',
    CONTAINER,
    'runAsUser',
    'in spec.template.spec.containers[0].securityContext',
    'spec.template.spec.containers[0].securityContext.runAsUser',
  ],
  [
    'batch/v1',
    'Job',
    [...CONTAINER, 'securityContext'],
    'fsGroup',
    'in spec.template.spec.securityContext',
    'spec.template.spec.securityContext.fsGroup',
  ],
  ['v1', 'Service', ['spec'], 'metadata', 'at the top level', 'metadata'],
  // Nowhere, or anywhere.
  ['batch/v1', 'Job', POD, 'nonsense', undefined, undefined],
  ['batch/v1', 'Job', ['spec'], 'name', undefined, undefined],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'],
    'nonsense',
    undefined,
    undefined,
  ],
])('%s %s %j: %s', (apiVersion, kind, path, field, shown, target) => {
  const found = place(apiVersion, kind, path, field);
  expect([found?.shown, found?.path]).toEqual([shown, target]);
});
