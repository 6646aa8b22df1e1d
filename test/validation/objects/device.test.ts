import { Validation } from '../../../src/apimachinery/finding';
import { validateDevice } from '../../../src/validation/objects/device';
import { testRule } from '../kind-table';
import { long } from '../rules';

const rule = (v: Validation, { slice, ...device }: any) => validateDevice(v, device, slice ?? {}, 'd');
const attribute = (value: any) => ({ attributes: { a: value } });
const keys = (count: number, value: any) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, value]));
const consumes = (...consumesCounters: any[]) => ({ consumesCounters });
const counters = { c: { value: '1' } };
const perDevice = (change: any) => ({ slice: { perDeviceNodeSelection: true }, ...change });
const binding = (bindingConditions: any, bindingFailureConditions: any) => ({
  bindingConditions,
  bindingFailureConditions,
});
const allocatable = (change: any, name = 'cpu') => ({
  capacity: { a: { value: '1' } },
  nodeAllocatableResources: { [name]: change },
});
const mapping = 'SLICE d.nodeAllocatableResources[cpu].mapping';

testRule(rule, { name: 'a' }, [
  [{ name: 'A' }, ['SLICE d.name: Invalid value: "A"']],
  [{ name: 'a.b' }, ['SLICE d.name: Invalid value: "a.b": must not contain dots']],
  [{ attributes: keys(32, { int: 1 }) }, []],
  [{ attributes: keys(32, { int: 1 }), capacity: { b: {} } }, ['SLICE d: Invalid value: 33: the total number of']],
  [{ attributes: keys(24, { ints: [1, 2] }) }, []],
  [{ attributes: keys(25, { ints: [1, 2] }) }, ['SLICE d: Invalid value: 50: the total number of attribute values']],
  [{ attributes: keys(25, { ints: [1, 2] }) }, [], 35],
  [{ attributes: { 'a.io/b': { bool: false } } }, []],
  [{ attributes: { 'a b': { bool: true } } }, ['SLICE d.attributes: Invalid value: "a b"']],
  [{ attributes: { 'a b': { bool: true } } }, ['SLICE d.attributes[a b]: Invalid value: "a b"'], 35],
  [{ attributes: { '': { bool: true } } }, ['SLICE d.attributes[]: Required value: name required'], 34],
  [attribute({ string: long(64) }), []],
  [attribute({ string: long(65) }), ['SLICE d.attributes[a].string: Too long']],
  [attribute({ version: '1.2.3-rc.1+b' }), []],
  [attribute({ version: '1.2' }), ['SLICE d.attributes[a].version: Invalid value: "1.2"']],
  [attribute({ versions: ['1.2.3', '1'] }), ['SLICE d.attributes[a].versions[1]: Invalid value: "1"']],
  [attribute({ strings: [long(65)] }), ['SLICE d.attributes[a].strings[0]: Too long']],
  [attribute({ ints: [] }), ['SLICE d.attributes[a].ints: Invalid value: []']],
  [attribute({}), ['SLICE d.attributes[a]: Invalid value: "": exactly one value']],
  [attribute({ int: 1, bool: true }), ['SLICE d.attributes[a]: Invalid value']],
  [{ taints: [{ key: 'a', value: 'b', effect: 'None' }] }, []],
  [{ taints: [{ key: 'a', value: 'b', effect: 'None' }] }, ['SLICE d.taints[0].effect: Unsupported value'], 34],
  [
    { taints: [{ key: 'a', value: 'a b' }] },
    ['SLICE d.taints[0].value: Invalid', 'SLICE d.taints[0].effect: Required'],
  ],
  [{ taints: Array(17).fill({ key: 'a', effect: 'None' }) }, ['SLICE d.taints: Too many: 17']],
  [consumes({ counterSet: 's', counters }), []],
  [consumes({ counters }), ['SLICE d.consumesCounters[0].counterSet: Required value']],
  [consumes({ counterSet: 'S', counters }), ['SLICE d.consumesCounters[0].counterSet: Invalid value: "S"']],
  [consumes({ counterSet: 's' }), ['SLICE d.consumesCounters[0].counters: Required value']],
  [consumes({ counterSet: 's', counters }, { counterSet: 's', counters }), ['SLICE d.consumesCounters[1]: Duplicate']],
  [consumes(...Array(3).fill({ counterSet: 's', counters })), ['SLICE d.consumesCounters: Too many: 3']],
  [consumes({ counterSet: 's', counters, compatibilityGroups: ['a', 'b'] }), []],
  [
    consumes({ counterSet: 's', counters, compatibilityGroups: ['A', 'A'] }),
    [
      'SLICE d.consumesCounters[0].compatibilityGroups[0]: Invalid value: "A"',
      'SLICE d.consumesCounters[0].compatibilityGroups[1]: Invalid value: "A"',
      'SLICE d.consumesCounters[0].compatibilityGroups[1]: Duplicate value: "A"',
    ],
  ],
  [
    consumes({ counterSet: 's', counters, compatibilityGroups: ['a', 'b', 'c'] }),
    ['SLICE d.consumesCounters[0].compatibilityGroups: Too many: 3'],
  ],
  [
    consumes({ counterSet: 's', counters }),
    ['SLICE d.consumesCounters[0].counterSet: Invalid value: "s": must ref'],
    34,
  ],
  [{ ...consumes({ counterSet: 's', counters }), slice: { sharedCounters: [{ name: 's', counters }] } }, [], 34],
  [
    { ...consumes({ counterSet: 's', counters }), slice: { sharedCounters: [{ name: 's', counters: {} }] } },
    ['SLICE d.consumesCounters[0].counters: Invalid value: "c": must reference a counter'],
    34,
  ],
  [{ allNodes: true }, ['SLICE d: Invalid value: null: `nodeName`, `nodeSelector` and `allNodes` can only be set']],
  [perDevice({ nodeName: 'n' }), []],
  [perDevice({}), ['SLICE d: Required value: exactly one of']],
  [perDevice({ nodeName: '', allNodes: true }), ['SLICE d.nodeName: Invalid value: "": must not be empty']],
  [perDevice({ allNodes: false, nodeName: 'n' }), ['SLICE d.allNodes: Invalid value: false']],
  [perDevice({ nodeName: 'n', allNodes: true }), ['SLICE d: Invalid value: "{`nodeName`, `allNodes`}"']],
  [perDevice({ nodeSelector: {} }), ['AFF-NODE d.nodeSelector.nodeSelectorTerms: Required value']],
  [binding(['a'], ['b']), []],
  [binding(['a'], []), ['SLICE d.bindingFailureConditions: Invalid value: null']],
  [binding(undefined, ['b']), ['SLICE d.bindingConditions: Invalid value: null']],
  [binding(['a', 'a'], ['b']), ['SLICE d.bindingConditions[1]: Duplicate value: "a"']],
  [
    binding(['a'], ['a']),
    ['SLICE d.bindingFailureConditions[0]: Invalid value: "a": bindingFailureConditions must not'],
  ],
  [binding(['/a'], ['b']), ['SLICE d.bindingConditions[0]: Invalid value: "/a"']],
  [binding(['a', 'b', 'c', 'd', 'e'], ['f']), ['SLICE d.bindingConditions: Too many: 5']],
  [allocatable({ mapping: { deviceMultiplier: '1' } }), []],
  [allocatable({ mapping: { capacityKey: 'a', capacityMultiplier: '1' } }), []],
  [allocatable({ overhead: { perPod: '0' } }), []],
  [allocatable({ overhead: {} }), ['SLICE d.nodeAllocatableResources[cpu].overhead: Invalid value: ""']],
  [allocatable({ overhead: { perPod: '-1' } }), ['SLICE d.nodeAllocatableResources[cpu].overhead.perPod: Invalid']],
  [allocatable({}), ['SLICE d.nodeAllocatableResources[cpu]: Required value']],
  [allocatable({ overhead: { perPod: '1' } }, 'x'), ['SLICE d.nodeAllocatableResources[x]: Invalid value: "x"']],
  [allocatable({ mapping: { deviceMultiplier: '0' } }), [`${mapping}.deviceMultiplier: Invalid value: "0"`]],
  [
    allocatable({ mapping: { capacityKey: 'b', capacityMultiplier: '0' } }),
    [`${mapping}.capacityKey: Not found: "b"`, `${mapping}.capacityMultiplier: Invalid value: "0"`],
  ],
  [
    allocatable({ mapping: { capacityKey: '' } }),
    [`${mapping}.capacityKey: Invalid value: ""`, `${mapping}.capacityMultiplier: Required value`],
  ],
  [
    allocatable({ mapping: { capacityMultiplier: '1' } }),
    [`${mapping}: Invalid value`, `${mapping}.capacityKey: Required value`],
  ],
  [{ capacity: { a: { value: '1', requestPolicy: {} } } }, ['SLICE d.capacity[a].requestPolicy: Forbidden']],
  [{ allowMultipleAllocations: true, capacity: { a: { value: '1', requestPolicy: {} } } }, []],
]);
