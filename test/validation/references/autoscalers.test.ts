import { deployment, found, object } from './found';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const hpa = (spec: object = {}, name = 'web', rest: object = {}) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { scaleTargetRef: target, ...spec }, ...rest });
const requesting = (...resources: string[]) => ({
  requests: Object.fromEntries(resources.map((resource) => [resource, '1'])),
});
const web = (pod: object = {}, more: object = {}) =>
  deployment('web', { containers: [{ name: 'main', resources: requesting('cpu') }], ...pod }, more);
const metric = (name: string, type = 'Utilization') => ({ type: 'Resource', resource: { name, target: { type } } });
const ofContainer = (container: string, name = 'cpu') => ({
  metrics: [{ type: 'ContainerResource', containerResource: { name, container, target: { type: 'Utilization' } } }],
});
const range = (namespace?: string) =>
  object('v1', 'LimitRange', 'limits', {
    namespace,
    spec: { limits: [{ type: 'Container', defaultRequest: { memory: '1' } }] },
  });
const memory = { metrics: [metric('memory')] };

test.each<[string, object[]]>([
  ['cpu', [web(), hpa()]],
  ['a limit, which is a request', [deployment('web', { containers: [{ resources: { limits: { cpu: 1 } } }] }), hpa()]],
  ['an amount', [web(), hpa({ metrics: [metric('memory', 'AverageValue')] })]],
  ['a default of the namespace', [web(), hpa(memory), range()]],
  ['requests of the pod', [web({ resources: requesting('memory') }), hpa(memory)]],
  ['a container', [web(), hpa(ofContainer('main'))]],
  ['a container that a webhook adds', [web(), hpa(ofContainer('istio-proxy'))]],
  ['a target that may live elsewhere', [hpa(memory)]],
  ['a target of another namespace', [web({ namespace: 'other' }, { replicas: 2 }), hpa(memory)]],
  ['a target that is scaled to nothing', [web({}, { replicas: 0 }), hpa()]],
  ['the same one twice', [web(), hpa(), hpa()]],
  ['two in different charts', [web(), hpa(), hpa({}, 'other', { unit: 'other' })]],
  ['external metrics', [deployment('web'), hpa({ metrics: [{ type: 'External' }] })]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

const NO = (resource: string, container = 'main') =>
  `the container "${container}" of Deployment "web" (#0) requests no ${resource}, so its utilization is not known ` +
  `and the autoscaler does not scale by it. Set resources.requests.${resource}, or use averageValue`;
const METRIC = 'WARN-AUTOSCALER-METRIC HorizontalPodAutoscaler/web';

test.each<[string, object[], string]>([
  ['memory', [web(), hpa(memory)], `${METRIC} spec.metrics[0].resource: ${NO('memory')}`],
  ['cpu by default', [deployment('web'), hpa()], `${METRIC} spec: ${NO('cpu')}`],
  [
    'the old version',
    [deployment('web'), { ...hpa({ targetCPUUtilizationPercentage: 50 }), apiVersion: 'autoscaling/v1' }],
    `${METRIC} spec.targetCPUUtilizationPercentage: ${NO('cpu')}`,
  ],
  [
    'a sidecar without',
    [web({ initContainers: [{ name: 'log', restartPolicy: 'Always' }] }), hpa()],
    `${METRIC} spec: ${NO('cpu', 'log')}`,
  ],
  ['defaults elsewhere', [web(), hpa(memory), range('other')], `${METRIC} spec.metrics[0].resource: ${NO('memory')}`],
  [
    'a container without',
    [web(), hpa(ofContainer('main', 'memory'))],
    `${METRIC} spec.metrics[0].containerResource: ${NO('memory')}`,
  ],
  [
    'no such container',
    [web(), hpa(ofContainer('mian'))],
    `${METRIC} spec.metrics[0].containerResource.container: there is nothing to measure: Deployment "web" (#0) has ` +
      'no container "mian". Declared containers: "main". Did you mean "main"?',
  ],
  [
    'replicas',
    [web({}, { replicas: 2 }), hpa()],
    'WARN-AUTOSCALER-REPLICAS Deployment/web spec.replicas: the HorizontalPodAutoscaler "web" (#1) decides how many ' +
      'pods there are, and each apply sets them back. Remove it',
  ],
  [
    'two of them',
    [web(), hpa(), hpa({}, 'other')],
    'WARN-AUTOSCALER-TARGET HorizontalPodAutoscaler/other spec.scaleTargetRef.name: "web" (#1) scales Deployment ' +
      '"web", too, so neither of them does. Put the metrics of both into one HorizontalPodAutoscaler',
  ],
])('%s', (_, objects, expected) => expect(found(objects)).toEqual([expected]));
