import { validateCsiNode } from '../../../src/validation/objects/csi-node';
import { testNeverThrows, testRule } from '../kind-table';

const driver = (change: any) => ({ spec: { drivers: [{ name: 'a.io', nodeID: 'n', ...change }] } });

testRule(validateCsiNode, { metadata: { name: 'n' }, spec: {} }, [
  [driver({}), []],
  [driver({ name: '' }), ['CSI-NODE spec.drivers[0].name: Required value']],
  [
    driver({ name: '' }),
    ['CSI-NODE spec.drivers[0].name: Required value', 'CSI-NODE spec.drivers[0].name: Invalid value: ""'],
    34,
  ],
  [driver({ name: 'x'.repeat(64) }), ['CSI-NODE spec.drivers[0].name: Too long']],
  [driver({ nodeID: 'n'.repeat(256) }), []],
  [driver({ nodeID: 'n'.repeat(257) }), ['CSI-NODE spec.drivers[0].nodeID: Invalid value']],
  [driver({ nodeID: '' }), ['CSI-NODE spec.drivers[0].nodeID: Required value']],
  [driver({ allocatable: { count: 0 } }), []],
  [driver({ allocatable: { count: -1 } }), ['CSI-NODE spec.drivers[0].allocatable.count: Invalid value: -1']],
  [driver({ topologyKeys: ['a', 'b'] }), []],
  [driver({ topologyKeys: ['a', 'a'] }), ['CSI-NODE spec.drivers[0]: Duplicate value: "a"']],
  [driver({ topologyKeys: ['a b'] }), ['CSI-NODE spec.drivers[0]: Invalid value: "a b"']],
  [
    {
      spec: {
        drivers: [
          { name: 'a', nodeID: 'n' },
          { name: 'a', nodeID: 'n' },
        ],
      },
    },
    ['CSI-NODE spec.drivers[1].name: Duplicate value: "a"'],
  ],
]);
testNeverThrows('storage.k8s.io/v1', 'CSINode');
