import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import {
  validateHorizontalPodAutoscaler,
  validateHorizontalPodAutoscalerV1,
} from '../../../src/validation/objects/horizontal-pod-autoscaler';
import { validateManifest } from '../../../src/validation/validate';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
const expectErrors = (spec: any, expected: string[], minor = NEWEST_MINOR) =>
  expectRuled(
    (v) =>
      validateHorizontalPodAutoscaler(v, {
        metadata: { name: 'a' },
        spec: { scaleTargetRef, maxReplicas: 9, ...spec },
      }),
    expected,
    minor,
  );
const external = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'Value', value: '5' } },
};

describe('the number of replicas', () => {
  const atLeastMin = 'must be greater than or equal to `minReplicas`';

  test.each<[any, string[]]>([
    [{ maxReplicas: 1 }, []],
    [{ minReplicas: 9 }, []],
    [{ minReplicas: 10 }, [`HPA-REPLICAS spec.maxReplicas: Invalid value: 9: ${atLeastMin}`]],
    [
      { maxReplicas: 0 },
      [
        'HPA-REPLICAS spec.maxReplicas: Required value',
        `HPA-REPLICAS spec.maxReplicas: Invalid value: 0: ${atLeastMin}`,
      ],
    ],
    [
      { maxReplicas: -1 },
      [
        'HPA-REPLICAS spec.maxReplicas: Invalid value: -1: must be greater than or equal to 1',
        `HPA-REPLICAS spec.maxReplicas: Invalid value: -1: ${atLeastMin}`,
      ],
    ],
    [{ minReplicas: -1 }, ['HPA-REPLICAS spec.minReplicas: Invalid value: -1: must be greater than or equal to 0']],
    [{ minReplicas: 0, metrics: [external] }, []],
    [
      { minReplicas: 0 },
      [
        'HPA-REPLICAS spec.metrics: Forbidden: must specify at least one Object or External metric to support ' +
          'scaling to zero',
      ],
    ],
  ])('%j', (spec, expected) => expectErrors(spec, expected));

  test('may be zero since 1.37', () => {
    const spec = { minReplicas: 0, metrics: [external] };
    expectErrors(spec, [], 37);
    expectErrors(spec, ['HPA-REPLICAS spec.minReplicas: Invalid value: 0: must be greater than or equal to 1'], 36);
  });

  test('of zero at most has another text up to 1.35', () =>
    expectErrors(
      { maxReplicas: 0 },
      ['HPA-REPLICAS spec.maxReplicas: Invalid value: 0: must be greater than 0', 'HPA-REPLICAS spec.maxReplicas'],
      35,
    ));
});

describe('the target', () => {
  const group = 'HPA-TARGET spec.scaleTargetRef.apiVersion: Invalid value';

  test.each<[any, string[]]>([
    [{ apiVersion: 'a/b' }, []],
    [{ apiVersion: '', kind: 'ReplicationController' }, []],
    [{ kind: '' }, ['HPA-TARGET spec.scaleTargetRef.kind: Required value']],
    [{ name: undefined }, ['HPA-TARGET spec.scaleTargetRef.name: Required value']],
    [{ kind: 'a/b' }, [`HPA-TARGET spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain '/'`]],
    [{ name: '..' }, [`HPA-TARGET spec.scaleTargetRef.name: Invalid value: "..": may not be '..'`]],
    [{ apiVersion: 'v1' }, [`${group}: "v1": apiVersion must specify API group`]],
    [{ apiVersion: undefined }, [`${group}: "": apiVersion must specify API group`]],
    [{ apiVersion: '/v1' }, [`${group}: "/v1": apiVersion must specify API group`]],
    [{ apiVersion: 'a/b/c' }, [`${group}: "a/b/c": unexpected GroupVersion string: a/b/c`]],
  ])('%j', (reference, expected) => expectErrors({ scaleTargetRef: { ...scaleTargetRef, ...reference } }, expected));

  test('has a group that is validated since 1.34', () => {
    const spec = { scaleTargetRef: { ...scaleTargetRef, apiVersion: 'v1' } };
    expectErrors(spec, [], 33);
    expectErrors(spec, [`${group}: "v1"`], 34);
  });
});

describe('metrics', () => {
  const target = { type: 'Utilization', averageUtilization: 50 };
  const describedObject = { kind: 'Ingress', name: 'a' };
  const at = 'HPA-METRIC spec.metrics[0]';

  test.each<[any, string[]]>([
    [{ type: 'Resource', resource: { name: 'cpu', target } }, []],
    [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } } }, []],
    [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'a', target } }, []],
    [{ type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: 1 } } }, []],
    [{ type: 'Object', object: { describedObject, metric: { name: 'a' }, target: { type: 'Value', value: '1' } } }, []],
    [external, []],

    [
      {},
      [
        `${at}.type: Required value: must specify a metric source type`,
        `${at}.type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", ` +
          '"Pods", "Resource"',
      ],
    ],
    [{ type: 'Pods' }, [`${at}.pods: Required value: must populate information for the given metric source`]],
    [
      { ...external, resource: {}, pods: {} },
      [
        `${at}.pods: Forbidden: must populate the given metric source only`,
        `${at}.resource: Forbidden: must populate the given metric source only`,
      ],
    ],
    [
      { type: 'Resource', resource: {} },
      [
        `${at}.resource.name: Required value: must specify a resource name`,
        `${at}.resource.target.type: Required value: must specify a metric target type`,
        `${at}.resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue`,
        `${at}.resource.target.averageUtilization: Required value: must set either a target raw value or a ` +
          'target utilization',
      ],
    ],
    [
      { type: 'Resource', resource: { name: 'cpu', target: { ...target, averageUtilization: 0, averageValue: '0' } } },
      [
        `${at}.resource.target.averageValue: Invalid value: "0": must be positive`,
        `${at}.resource.target.averageUtilization: Invalid value: 0: must be greater than 0`,
        `${at}.resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization`,
      ],
    ],
    [
      { type: 'ContainerResource', containerResource: { target } },
      [
        `${at}.containerResource.name: Required value: must specify a resource name`,
        `${at}.containerResource.container: Required value: must specify a container`,
      ],
    ],
    [
      { type: 'ContainerResource', containerResource: { name: 'pods', container: 'A', target } },
      [
        'RES-NAME spec.metrics[0].containerResource.name: Invalid value: "pods": must be a standard resource ' +
          'for containers',
        `${at}.containerResource.container: Invalid value: "A"`,
      ],
    ],
    [
      { type: 'Pods', pods: { metric: {}, target: { type: 'Value', value: '1' } } },
      [
        `${at}.pods.metric.name: Required value: must specify a metric name`,
        `${at}.pods.target.averageValue: Required value: must specify a positive target averageValue`,
      ],
    ],
    [
      { type: 'External', external: { metric: { name: 'a/b' }, target: { type: 'Value' } } },
      [
        `${at}.external.metric.name: Invalid value: "a/b": may not contain '/'`,
        `${at}.external.target.averageValue: Required value: must set either a target value for metric or a ` +
          'per-pod target',
      ],
    ],
    [
      { type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', value: 1, averageValue: 1 } } },
      [`${at}.external.target.value: Forbidden: may not set both a target value for metric and a per-pod target`],
    ],
    [
      { type: 'Object', object: { describedObject: { apiVersion: 'a/b/c' }, metric: { name: 'a' }, target } },
      [
        `${at}.object.describedObject.kind: Required value`,
        `${at}.object.describedObject.name: Required value`,
        `${at}.object.describedObject.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string`,
        `${at}.object.target.averageValue: Required value: must set either a target value or averageValue`,
      ],
    ],
  ])('%j', (metric, expected) => expectErrors({ metrics: [metric] }, expected));
});

describe('behavior', () => {
  const policy = { type: 'Pods', value: 1, periodSeconds: 1800 };
  const at = 'HPA-BEHAVIOR spec.behavior.scaleDown';

  test.each<[any, string[]]>([
    [{}, []],
    [{ policies: null, selectPolicy: 'Disabled', stabilizationWindowSeconds: 3600, tolerance: '0' }, []],
    [{ policies: [policy, { type: 'Percent', value: 1, periodSeconds: 1 }], stabilizationWindowSeconds: 0 }, []],
    [{ policies: [] }, [`${at}.policies: Required value: must specify at least one Policy`]],
    [
      { stabilizationWindowSeconds: -1 },
      [`${at}.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero`],
    ],
    [
      { stabilizationWindowSeconds: 3601 },
      [`${at}.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600`],
    ],
    [
      { selectPolicy: 'max' },
      [`${at}.selectPolicy: Unsupported value: "max": supported values: "Disabled", "Max", "Min"`],
    ],
    [{ tolerance: '-1m' }, [`${at}.tolerance: Invalid value: "-1m": must be greater than or equal to 0`]],
    [
      { policies: [{}] },
      [
        `${at}.policies[0].type: Unsupported value: "": supported values: "Percent", "Pods"`,
        `${at}.policies[0].value: Invalid value: 0: must be greater than zero`,
        `${at}.policies[0].periodSeconds: Invalid value: 0: must be greater than zero`,
      ],
    ],
    [
      { policies: [{ ...policy, periodSeconds: 1801 }] },
      [`${at}.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800`],
    ],
  ])('%j', (scaleDown, expected) => expectErrors({ behavior: { scaleDown } }, expected));

  test('is validated in both directions', () =>
    expectErrors({ behavior: { scaleUp: { policies: [] } } }, [
      'HPA-BEHAVIOR spec.behavior.scaleUp.policies: Required value',
    ]));
});

test('the generation is validated up to 1.36', () => {
  const object = { metadata: { name: 'a', generation: -1 }, spec: { scaleTargetRef, maxReplicas: 1 } };
  expectRuled((v) => validateHorizontalPodAutoscaler(v, object), [], 37);
  expectRuled((v) => validateHorizontalPodAutoscaler(v, object), ['META-GENERATION metadata.generation'], 36);
});

describe('autoscaling/v1', () => {
  const annotation = (name: string) => `autoscaling.alpha.kubernetes.io/${name}`;
  const expectErrorsV1 = (spec: any, expected: string[], annotations: any = {}) =>
    expectRuled(
      (v) =>
        validateHorizontalPodAutoscalerV1(v, {
          metadata: { name: 'a', annotations },
          spec: { scaleTargetRef, maxReplicas: 9, ...spec },
        }),
      expected,
    );

  test.each<[any, string[]]>([
    [{}, []],
    [{ targetCPUUtilizationPercentage: 1 }, []],
    [
      { targetCPUUtilizationPercentage: 0 },
      ['HPA-METRIC spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0'],
    ],
    [{ minReplicas: 0 }, ['HPA-REPLICAS spec.metrics: Forbidden: must specify at least one Object or External metric']],
    [{ scaleTargetRef: { kind: 'A', name: 'b' } }, ['HPA-TARGET spec.scaleTargetRef.apiVersion: Invalid value: ""']],
  ])('%j', (spec, expected) => expectErrorsV1(spec, expected));

  test.each<[any, string[]]>([
    [{ type: 'External', external: { metricName: 'a', targetValue: '1' } }, []],
    [{ Type: 'External', EXTERNAL: { metricname: 'a', targetAverageValue: '1' } }, []],
    [{ type: 'Object', object: { target: { kind: 'A', name: 'a' }, metricName: 'a', targetValue: '1' } }, []],
    [
      {
        type: 'Object',
        object: { target: { kind: 'A', name: 'a' }, metricName: 'a', targetValue: '0', averageValue: '1' },
      },
      [],
    ],
    [
      { type: 'Object', object: { target: {}, metricName: 'a' } },
      [
        'HPA-METRIC spec.metrics[0].object.describedObject.kind: Required value',
        'HPA-METRIC spec.metrics[0].object.describedObject.name: Required value',
        'HPA-METRIC spec.metrics[0].object.target.value: Invalid value: "0": must be positive',
      ],
    ],
    [
      { type: 'Pods', pods: { metricName: 'a' } },
      ['HPA-METRIC spec.metrics[0].pods.target.averageValue: Invalid value: "0": must be positive'],
    ],
    [
      { type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 0 } },
      ['HPA-METRIC spec.metrics[0].resource.target.averageUtilization: Invalid value: 0'],
    ],
    [
      { type: 'ContainerResource', containerResource: { name: 'cpu', targetAverageValue: '1' } },
      ['HPA-METRIC spec.metrics[0].containerResource.container: Required value'],
    ],
  ])('the annotation for metrics %j', (metric, expected) =>
    expectErrorsV1({}, expected, { [annotation('metrics')]: JSON.stringify([metric]) }),
  );

  test('have metrics that allow zero replicas', () => {
    const metric = { type: 'External', external: { metricName: 'a', targetValue: '1' } };
    expectErrorsV1({ minReplicas: 0 }, [], { [annotation('metrics')]: JSON.stringify([metric]) });
  });

  test.each(['', '{', '[1]', '{}', '[{"type": 1}]', '[{"pods": {"targetAverageValue": "x"}}]'])(
    'have malformed metrics ignored: %s',
    (text) => expectErrorsV1({}, [], { [annotation('metrics')]: text }),
  );

  test('have null as a metric without a type', () =>
    expectErrorsV1(
      {},
      ['HPA-METRIC spec.metrics[0].type: Required value', 'HPA-METRIC spec.metrics[0].type: Unsupported'],
      {
        [annotation('metrics')]: '[null]',
      },
    ));

  test('have an annotation for behavior', () => {
    const annotations = (behavior: any) => ({ [annotation('behavior')]: JSON.stringify(behavior) });
    expectErrorsV1({}, [], annotations({}));
    expectErrorsV1({}, [], annotations({ ScaleUp: { StabilizationWindowSeconds: 1.5 } }));
    expectErrorsV1({}, ['HPA-BEHAVIOR spec.behavior.scaleUp.policies: Required value'], annotations({ ScaleUp: {} }));
  });

  test('any HorizontalPodAutoscaler is validated without throwing', () =>
    answersAlways('autoscaling/v1', 'HorizontalPodAutoscaler'));
});

test('any HorizontalPodAutoscaler is validated without throwing', () =>
  answersAlways('autoscaling/v2', 'HorizontalPodAutoscaler'));

test.each([
  [32, 'error', 'Unknown field'],
  [33, 'warning', 'Dropped field'],
  [34, 'warning', 'Dropped field'],
])('1.%i drops the tolerance: %s', (minor, severity, type) => {
  const object = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a' },
    spec: { scaleTargetRef, maxReplicas: 9, behavior: { scaleUp: { tolerance: '50m' } } },
  };
  expect(validateManifest(object, minor)).toMatchObject([{ severity, type, path: 'spec.behavior.scaleUp.tolerance' }]);
  expect(validateManifest(object, 35)).toEqual([]);
});
