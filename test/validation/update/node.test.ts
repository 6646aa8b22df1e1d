import { testUpdates, UpdateCase } from './expect-update';

const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'x' } };
const RANGES = 'UPD-IMMUTABLE spec.podCIDRs: Forbidden: node updates may not change podCIDR';
const [first, second] = ['10.0.0.0/24', '10.0.1.0/24'];
const old = (spec: any) => ({ old: { spec } });
const rows: UpdateCase[] = [
  [{ spec: { taints: [{ key: 'a', effect: 'NoSchedule' }], unschedulable: true } }, []],
  [{ spec: { podCIDR: first, podCIDRs: [first], providerID: 'a' } }, []],
  [{ spec: { podCIDRs: [first] } }, [], old({ podCIDR: first, podCIDRs: [first] })],
  [{ spec: { podCIDR: second, podCIDRs: [second] } }, [RANGES], old({ podCIDR: first, podCIDRs: [first] })],
  [{ spec: { podCIDR: second, podCIDRs: [first] } }, [RANGES], old({ podCIDR: first })],
  [{}, [RANGES], old({ podCIDR: first })],
  [
    { spec: { providerID: 'b' } },
    ['UPD-IMMUTABLE spec.providerID: Invalid value: "b": field cannot be modified'],
    old({ providerID: 'a' }),
  ],
  [{}, ['UPD-IMMUTABLE spec.providerID: Invalid value: null: field cannot be cleared'], old({ providerID: 'a' })],
  [{ spec: { externalID: 'a' } }, ['UPD-IMMUTABLE spec.externalID: Forbidden: may not be updated']],
];
testUpdates(node, rows);
