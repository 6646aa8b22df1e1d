import { validateNode } from '../../../src/validation/objects/node';
import { testNeverThrows, testRule } from '../kind-table';
import { found, long } from '../rules';

const spec = (change: any) => ({ spec: change });
const status = (change: any) => ({ status: change });
const taints = (...list: any[]) => spec({ taints: list });
const annotated = (name: string, value: any) => ({
  metadata: { annotations: { [`scheduler.alpha.kubernetes.io/${name}`]: JSON.stringify(value) } },
});
const taint = { key: 'a', effect: 'NoSchedule' };
const features = 'NODE status.declaredFeatures';
const avoided = 'NODE metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[0].PodSignature';

const owned = (disableResizePreemption: string[]) => spec({ podPreemptionPolicy: { disableResizePreemption } });
const owners = 'NODE spec.podPreemptionPolicy.disableResizePreemption';
const numbered = (length: number) => Array.from({ length }, (_, i) => `a${i}`);

testRule(validateNode, { metadata: { name: 'n' } }, [
  [taints(taint, { ...taint, effect: 'NoExecute' }, { ...taint, value: 'x', key: 'b' }), []],
  [taints({ effect: 'NoSchedule' }), Array(2).fill('NODE metadata.taints[0].key: Invalid value: ""')],
  [taints({ ...taint, value: 'a b' }), ['NODE metadata.taints[0].value: Invalid value: "a b"']],
  [taints({ key: 'a' }), ['NODE metadata.taints[0].effect: Required value']],
  [taints({ ...taint, effect: 'noSchedule' }), ['NODE metadata.taints[0].effect: Unsupported value: "noSchedule"']],
  [taints(taint, taint), ['NODE metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule"']],
  [spec({ podCIDRs: ['10.0.0.0/8', 'fd00::/64'] }), []],
  [spec({ podCIDRs: ['10.0.0.0/8', '11.0.0.0/8'] }), ['NODE spec.podCIDRs: Invalid value']],
  [spec({ podCIDRs: ['10.0.0.0/8', 'fd00::/64', '11.0.0.0/8'] }), ['NODE spec.podCIDRs: Invalid value']],
  [spec({ podCIDRs: ['300.0.0.0/8'] }), ['NODE spec.podCIDRs[0]: Invalid value: "300.0.0.0/8": must be a valid CIDR']],
  [spec({ podCIDR: 'x' }), ['NODE spec.podCIDRs[0]: Invalid value: "x"']],
  [spec({ podCIDRs: ['10.0.0.0/08'] }), ['NODE spec.podCIDRs[0]: Invalid value: "10.0.0.0/08": must not have leading']],
  [spec({ podCIDRs: ['10.0.0.0/08'] }), [], 35],
  [
    spec({ podCIDRs: ['10.0.0.0/8', '10.0.0.0/8'] }),
    ['NODE spec.podCIDRs: Invalid value', 'NODE spec.podCIDRs[1]: Duplicate value'],
    32,
  ],
  [status({ capacity: { pods: '1', cpu: '500m' } }), []],
  [status({ capacity: { pods: '500m' } }), ['NODE status.capacity.pods: Invalid value: "500m": must be an integer']],
  [status({ allocatable: { cpu: '-1' } }), ['NODE status.allocatable.cpu: Invalid value: "-1"']],
  [status({ nodeInfo: { swap: { capacity: 1 } } }), []],
  [status({ nodeInfo: { swap: { capacity: 0 } } }), ['NODE metadata.nodeSwapStatus.capacity: Invalid value: 0']],
  [status({ declaredFeatures: ['A', 'B/c'] }), []],
  [status({ declaredFeatures: ['a'] }), [`${features}[0]: Invalid value: "a": invalid feature name "a": must start`]],
  [status({ declaredFeatures: [long(254, 'A')] }), [`${features}[0]: Invalid value`]],
  [status({ declaredFeatures: ['B', 'A'] }), [`${features}[1]: Invalid value: "A": list must be sorted`]],
  [status({ declaredFeatures: ['A', 'A'] }), [`${features}[1]: Duplicate value: "A"`]],
  [owned([]), []],
  [owned(numbered(20)), []],
  [owned(numbered(21)), [`${owners}: Too many: 21: must have at most 20 items`]],
  [owned(['acme.io/a', 'a']), []],
  [owned(['a', 'a']), [`${owners}[1]: Duplicate value: "a"`]],
  [owned(['x=y']), [`${owners}[0]: Invalid value: "x=y": name part must consist of`]],
  [annotated('taints', [taint]), []],
  [annotated('taints', null), []],
  [annotated('taints', {}), ['NODE metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/taints"']],
  [
    annotated('taints', [{ key: 'a' }]),
    ['NODE metadata.annotations.scheduler.alpha.kubernetes.io/taints[0].effect: Required value'],
  ],
  [annotated('taints', [{ key: 1 }]), ['NODE metadata.annotations: Invalid value']],
  [annotated('preferAvoidPods', {}), []],
  [annotated('preferAvoidPods', []), ['NODE metadata.annotations.AvoidPods: Invalid value']],
  [annotated('preferAvoidPods', { preferAvoidPods: [{}] }), [`${avoided}: Required value`]],
  [annotated('preferAvoidPods', { preferAvoidPods: [{ podSignature: { podController: { controller: true } } }] }), []],
  [
    annotated('preferAvoidPods', { preferAvoidPods: [{ podSignature: { podController: {} } }] }),
    [`${avoided}.PodController.Controller: Invalid value: false`],
  ],
]);

test('warns about podCIDRs, which podCIDR replaces', () => {
  const node = { metadata: { name: 'n' }, spec: { podCIDR: '10.0.0.0/8', podCIDRs: ['11.0.0.0/8'] } };
  expect(found((v) => validateNode(v, node))).toEqual([
    'spec.podCIDRs: Warning: ["11.0.0.0/8"]: is replaced by spec.podCIDR',
  ]);
});

testNeverThrows('v1', 'Node');
