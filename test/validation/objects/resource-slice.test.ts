import { validateResourceSlice } from '../../../src/validation/objects/resource-slice';
import { testNeverThrows, testRule } from '../kind-table';
import { found, long } from '../rules';

const spec = (change: any) => ({ spec: change });
const counters = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, { value: '1' }]));
const devices = (count: number, change: any = {}) =>
  Array.from({ length: count }, (_, i) => ({ name: `d${i}`, ...change }));
const shared = (...sharedCounters: any[]) => spec({ sharedCounters });
const PER_DEVICE = { allNodes: undefined, perDeviceNodeSelection: true };
const consuming = [{ name: 'a', consumesCounters: [{ counterSet: 's', counters: counters(1) }] }];
const TERM = { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] };
const good = {
  metadata: { name: 's' },
  spec: { driver: 'a.io', allNodes: true, pool: { name: 'p', resourceSliceCount: 1 } },
};

testRule(validateResourceSlice, good, [
  [spec({ driver: '' }), ['SLICE spec.driver: Required value']],
  [spec({ driver: long(64) }), ['SLICE spec.driver: Too long']],
  [spec({ pool: { name: 'a/b' } }), []],
  [spec({ pool: { name: '' } }), ['SLICE spec.pool.name: Required value']],
  [spec({ pool: { name: 'a/B' } }), ['SLICE spec.pool.name: Invalid value: "B"']],
  [spec({ pool: { name: long(254) } }), ['SLICE spec.pool.name: Too long', 'SLICE spec.pool.name: Invalid value']],
  [spec({ pool: { resourceSliceCount: 0 } }), ['SLICE spec.pool.resourceSliceCount: Invalid value: 0']],
  [spec({ pool: { generation: 0 } }), []],
  [spec({ pool: { generation: -1 } }), ['SLICE spec.pool.generation: Invalid value: -1']],
  [
    spec({ allNodes: undefined }),
    ['SLICE spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`'],
  ],
  [spec({ allNodes: false }), ['SLICE spec.allNodes: Invalid value: false', 'SLICE spec: Required value']],
  [spec({ nodeName: 'n' }), ['SLICE spec: Invalid value: "{`nodeName`, `allNodes`}"']],
  [spec({ nodeName: '' }), ['SLICE spec.nodeName: Invalid value: ""']],
  [spec({ nodeName: 'N', allNodes: undefined }), ['SLICE spec.nodeName: Invalid value: "N"']],
  [
    spec({ allNodes: undefined, nodeSelector: {} }),
    [
      'AFF-NODE spec.nodeSelector.nodeSelectorTerms: Required value',
      'SLICE spec.nodeSelector.nodeSelectorTerms: Invalid',
    ],
  ],
  [spec({ allNodes: undefined, nodeSelector: { nodeSelectorTerms: [TERM] } }), []],
  [
    spec({ allNodes: undefined, nodeSelector: { nodeSelectorTerms: [TERM, TERM] } }),
    ['SLICE spec.nodeSelector.nodeSelectorTerms: Invalid value'],
  ],
  [spec({ devices: devices(128) }), []],
  [spec({ devices: devices(129) }), ['SLICE spec.devices: Too many: 129']],
  [spec({ devices: devices(65, { taints: [{ key: 'a', effect: 'NoSchedule' }] }) }), ['SLICE spec.devices: Too many']],
  [spec({ devices: devices(65, { attributes: { a: { ints: [1] } } }) }), ['SLICE spec.devices: Too many: 65']],
  [spec({ devices: devices(65, { attributes: { a: { int: 1 } } }) }), []],
  [spec({ devices: [{ name: 'a' }, { name: 'a' }] }), ['SLICE spec.devices[1]: Duplicate value: "a"']],
  [spec({ devices: [{ name: 'a' }, { name: 'a' }] }), ['SLICE spec.devices[1].name: Duplicate value: "a"'], 34],
  [spec({ devices: [], sharedCounters: [] }), ['SLICE spec: Invalid value: "": only one of']],
  [spec({ devices: [], sharedCounters: [] }), [], 34],
  [shared({ name: 's', counters: counters(32) }), []],
  [shared({ name: 's', counters: counters(33) }), ['SLICE spec.sharedCounters[0].counters: Too many: 33']],
  [shared({ name: 's', counters: counters(33) }), ['SLICE spec.sharedCounters: Invalid value: 33: the total'], 34],
  [shared({ name: '', counters: counters(1) }), ['SLICE spec.sharedCounters[0].name: Required value']],
  [shared({ name: 'S', counters: counters(1) }), ['SLICE spec.sharedCounters[0].name: Invalid value: "S"']],
  [shared({ name: 's' }), ['SLICE spec.sharedCounters[0].counters: Required value']],
  [shared({ name: 's', counters: { A: {} } }), ['SLICE spec.sharedCounters[0].counters: Invalid value: "A"']],
  [shared({ name: 's', counters: { A: {} } }), ['SLICE spec.sharedCounters[0].counters[A]: Invalid value: "A"'], 35],
  [
    shared(...Array(2).fill({ name: 's', counters: counters(1) })),
    ['SLICE spec.sharedCounters[1]: Duplicate value: "s"'],
  ],
  [shared(...Array(9).fill({ name: 's', counters: counters(1) })), ['SLICE spec.sharedCounters: Too many: 9'], 35],
  [shared(...Array(9).fill({ name: 's', counters: counters(1) })), ['SLICE spec.sharedCounters: Too many: 9']],
  [spec({ ...PER_DEVICE, devices: [{ name: 'a', allNodes: true }] }), []],
  [spec({ ...PER_DEVICE, devices: [{ name: 'a' }] }), ['SLICE spec.devices[0]: Required value: exactly one of']],
  [spec({ skipNodeOperations: ['*'] }), []],
  [spec({ skipNodeOperations: ['NodePrepareResources', 'NodeUnprepareResources'] }), []],
  [spec({ skipNodeOperations: ['NodePrepareResources'] }), ['SLICE spec.skipNodeOperations: Invalid value']],
  [spec({ skipNodeOperations: ['x'] }), ['SLICE spec.skipNodeOperations[0]: Unsupported value: "x"']],
  [spec({ skipNodeOperations: ['*', '*'] }), ['SLICE spec.skipNodeOperations[1]: Duplicate value: "*"']],
  [spec({ partitionTypeAttribute: 'a.io/t', devices: [{ ...consuming[0], attributes: { t: { string: 'x' } } }] }), []],
  [
    spec({ partitionTypeAttribute: 'a.io/t' }),
    ['SLICE spec.partitionTypeAttribute: Invalid value: "a.io/t": may only be set'],
  ],
  [
    spec({ partitionTypeAttribute: 'a.io/t', devices: consuming }),
    ['SLICE spec.devices[0].attributes[a.io/t]: Required value'],
  ],
  [
    spec({ partitionTypeAttribute: 'a.io/t', devices: [{ ...consuming[0], attributes: { 'a.io/t': { int: 1 } } }] }),
    ['SLICE spec.devices[0].attributes[a.io/t]: Invalid value'],
  ],
  [
    spec({ partitionTypeAttribute: 't', devices: consuming }),
    ['SLICE spec.partitionTypeAttribute: Invalid value: "t": a fully qualified name'],
  ],
]);

test('reads devices in the form of older versions', () => {
  const texts = (device: any, minor: number) =>
    found(
      (v) =>
        validateResourceSlice(v, {
          ...good,
          apiVersion: 'resource.k8s.io/v1beta1',
          spec: { ...good.spec, nodeName: '', devices: [device] },
        }),
      minor,
    );
  expect(texts({ name: 'a', basic: { attributes: { a: { int: 1 } } } }, 37)).toEqual([]);
  expect(texts({ name: 'a', basic: { attributes: { a: {} } } }, 37)).toEqual([
    'spec.devices[0].attributes[a]: Invalid value: "": exactly one value must be specified',
  ]);
  expect(texts({ name: 'a', basic: { attributes: { a: {} } } }, 34)).toEqual([
    'spec.devices[0].attributes[a]: Required value: exactly one value must be specified',
  ]);
});

testNeverThrows('resource.k8s.io/v1', 'ResourceSlice');
testNeverThrows('resource.k8s.io/v1beta1', 'ResourceSlice', 30);
