import { likeKey, missingHint } from '../../../src/apimachinery/hints/kind-hints';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { unservedHint } from '../../../src/apimachinery/served-kinds';

test.each<[object, 'apiVersion' | 'kind', string | undefined]>([
  [{ Kind: 'Job' }, 'kind', 'Kind'],
  [{ KIND: 'Job' }, 'kind', 'KIND'],
  [{ api_version: 'v1' }, 'apiVersion', 'api_version'],
  [{ 'api-version': 'v1' }, 'apiVersion', 'api-version'],
  [{ kind: 'Job', Kind: 'Job' }, 'kind', undefined],
  [{ kinds: 'Job' }, 'kind', undefined],
])('the key of %j that is probably meant as %s', (object, key, expected) => {
  expect(likeKey(object, key)).toBe(expected);
});

const PORTS = { ports: [{ port: 80 }] };

test.each<[object, 'apiVersion' | 'kind', string | undefined]>([
  [{ kind: 'Service' }, 'apiVersion', 'write apiVersion: v1'],
  [{ Kind: 'Deployment' }, 'apiVersion', 'write apiVersion: apps/v1'],
  [{ kind: 'HorizontalPodAutoscaler' }, 'apiVersion', 'write apiVersion: autoscaling/v2'],
  [{ kind: 'Foo' }, 'apiVersion', undefined],
  [{ kind: 5 }, 'apiVersion', undefined],
  [{ apiVersion: 'v1', spec: PORTS }, 'kind', 'write kind: Service'],
  [{ apiversion: 'batch/v1', spec: { schedule: '@daily' } }, 'kind', undefined],
  [{ apiVersion: 'batch/v1', spec: { schedule: '@daily' } }, 'kind', 'write kind: CronJob'],
  [{ apiVersion: 'v1', stringData: {} }, 'kind', 'write kind: Secret'],
  [{ apiVersion: 'v1', data: {} }, 'kind', 'write kind: ConfigMap or Secret'],
  [{ apiVersion: 'v1', metadata: {} }, 'kind', undefined],
  [{ apiVersion: 'a.example.test/v1', spec: PORTS }, 'kind', undefined],
])('%j has no %s', (object, field, expected) => {
  expect(missingHint(object, field, NEWEST_MINOR)).toBe(expected);
});

test.each<[string, string, string | undefined]>([
  ['v1', 'svc', 'write kind: Service'],
  ['v1', 'PVC', 'write kind: PersistentVolumeClaim'],
  ['v1', 'HPA', 'write apiVersion: autoscaling/v2 and kind: HorizontalPodAutoscaler'],
  ['v1', 'StatefullSet', 'write apiVersion: apps/v1 and kind: StatefulSet'],
  ['v1', 'deployment', 'write apiVersion: apps/v1 and kind: Deployment'],
  ['apps/v1', 'deployment', 'write kind: Deployment'],
  ['apps/v1', 'Deployments', 'Did you mean "Deployment"?'],
  [
    'policy/v1',
    'PodSecurityPolicy',
    'policy/v1beta1 PodSecurityPolicy was removed in 1.25: remove it, and label namespaces for Pod Security admission',
  ],
  ['v1', 'Nonsense', undefined],
])('%s %s is not served', (apiVersion, kind, expected) => {
  expect(unservedHint(apiVersion, kind, NEWEST_MINOR)).toBe(expected);
});
