import { validateResourceClaim } from '../../../src/validation/objects/resource-claim';
import { hintsAbout } from '../../fixtures/hints';
import { testNeverThrows, testRule } from '../kind-table';

const request = (exactly: any) => ({ name: 'r', exactly: { deviceClassName: 'c', ...exactly } });
const devices = (change: any) => ({ spec: { devices: change } });
const one = (exactly: any) => devices({ requests: [request(exactly)] });
const either = (...firstAvailable: any[]) => devices({ requests: [{ name: 'r', firstAvailable }] });
const constraint = (change: any) => devices({ constraints: [{ matchAttribute: 'a.io/b', ...change }] });
const config = (opaque: any) => devices({ config: [{ opaque }] });
const exactly = 'DRA spec.devices.requests[0].exactly';
const constraints = 'DRA spec.devices.constraints[0]';
const opaque = 'DRA spec.devices.config[0].opaque';
const long = (length: number) => Array.from({ length }, (_, i) => ({ ...request({}), name: `r${i}` }));

testRule(
  validateResourceClaim,
  { apiVersion: 'resource.k8s.io/v1', metadata: { name: 'c' }, spec: { devices: { requests: [request({})] } } },
  [
    [{ spec: undefined }, []],
    [devices({ requests: long(32) }), []],
    [devices({ requests: long(33) }), ['DRA spec.devices.requests: Too many: 33']],
    [devices({ requests: [{ name: 'r' }] }), ['DRA spec.devices.requests[0]: Required value']],
    [
      devices({ requests: [{ ...request({}), firstAvailable: [{ name: 'a', deviceClassName: 'A' }] }] }),
      [
        'DRA spec.devices.requests[0]: Invalid value: null: exactly one of',
        'DRA spec.devices.requests[0].firstAvailable[0].deviceClassName: Invalid value: "A"',
      ],
    ],
    [
      devices({ requests: [{ ...request({}), firstAvailable: [{ name: 'a', deviceClassName: 'A' }] }] }),
      ['DRA spec.devices.requests[0]: Invalid value: null: exactly one of'],
      36,
    ],
    [devices({ requests: [{ ...request({}), name: 'A' }] }), ['DRA spec.devices.requests[0].name: Invalid value: "A"']],
    [devices({ requests: [request({}), request({})] }), ['DRA spec.devices.requests[1]: Duplicate value']],
    [
      devices({ requests: [request({}), request({})] }),
      ['DRA spec.devices.requests[1].name: Duplicate value: "r"'],
      34,
    ],
    [one({ deviceClassName: '' }), [`${exactly}.deviceClassName: Required value`]],
    [one({ allocationMode: 'All' }), []],
    [one({ allocationMode: 'All', count: 1 }), [`${exactly}.count: Invalid value: 1: must not be specified`]],
    [one({ allocationMode: 'x' }), [`${exactly}.allocationMode: Unsupported value: "x"`]],
    [one({ count: 0 }), []],
    [one({ count: -1 }), [`${exactly}.count: Invalid value: -1: must be greater than zero`]],
    [one({ selectors: [{ cel: { expression: 'true' } }] }), []],
    [one({ selectors: [{}] }), [`${exactly}.selectors[0].cel: Required value`]],
    [one({ selectors: [{ cel: { expression: '' } }] }), [`${exactly}.selectors[0].cel.expression: Invalid value: ""`]],
    [
      one({ selectors: [{ cel: { expression: 'x'.repeat(10 * 1024 + 1) } }] }),
      [`${exactly}.selectors[0].cel.expression: Too long`],
    ],
    [one({ tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b' }] }), []],
    [
      one({ tolerations: [{ operator: 'Exists', value: 'b' }] }),
      [`${exactly}.tolerations[0].value: Invalid value: "b": must be empty`],
    ],
    [one({ tolerations: [{ operator: 'In' }] }), [`${exactly}.tolerations[0].operator: Unsupported value: "In"`]],
    [one({ tolerations: [{ effect: 'None' }] }), []],
    [one({ tolerations: [{ effect: 'None' }] }), [`${exactly}.tolerations[0].effect: Unsupported value: "None"`], 34],
    [either({ name: 'a', deviceClassName: 'c' }, { name: 'b', deviceClassName: 'c' }), []],
    [
      either({ name: 'a', deviceClassName: 'c' }, { name: 'a', deviceClassName: 'c' }),
      ['DRA spec.devices.requests[0].firstAvailable[1]: Duplicate value'],
    ],
    [constraint({ requests: ['r'] }), []],
    [constraint({ requests: ['r', 'r'] }), [`${constraints}.requests[1]: Duplicate value: "r"`]],
    [constraint({ requests: ['x'] }), [`${constraints}.requests[0]: Invalid value: "x": must be the name`]],
    [constraint({ requests: ['r/a'] }), [`${constraints}.requests[0]: Invalid value: "r/a": must be the name`]],
    [constraint({ requests: ['r/a/b'] }), [`${constraints}.requests[0]: Invalid value: "r/a/b"`]],
    [constraint({ matchAttribute: undefined }), [`${constraints}: Required value`]],
    [constraint({ matchAttribute: undefined }), [`${constraints}.matchAttribute: Required value`], 35],
    [constraint({ matchAttribute: 'b' }), [`${constraints}.matchAttribute: Invalid value: "b": a fully qualified`]],
    [constraint({ matchAttribute: 'A.io/b' }), [`${constraints}.matchAttribute: Invalid value: "A.io"`]],
    [constraint({ matchAttribute: 'A.io/b' }), [], 36],
    [constraint({ matchAttribute: 'a.io/b-c' }), [`${constraints}.matchAttribute: Invalid value: "b-c": a valid C`]],
    [config({ driver: 'a.io', parameters: {} }), []],
    [config(undefined), [`${opaque}: Required value`]],
    [config({ driver: '', parameters: {} }), [`${opaque}.driver: Required value`]],
    [config({ driver: 'a.io' }), [`${opaque}.parameters: Required value`]],
    [config({ driver: 'a.io', parameters: [] }), [`${opaque}.parameters: Invalid value: "<value omitted>"`]],
    [config({ driver: 'a.io', parameters: { a: 'x'.repeat(10240) } }), [`${opaque}.parameters: Too long`]],
    [
      { apiVersion: 'resource.k8s.io/v1beta1', ...devices({ requests: [{ name: 'r', deviceClassName: 'C' }] }) },
      ['DRA spec.devices.requests[0].deviceClassName: Invalid value: "C"'],
    ],
  ],
);
testNeverThrows('resource.k8s.io/v1', 'ResourceClaim');
testNeverThrows('resource.k8s.io/v1beta1', 'ResourceClaim');

test('a toleration of Exists with a value has a hint', () => {
  const claim = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'c' } };
  expect(hintsAbout({ ...claim, ...one({ tolerations: [{ operator: 'Exists', value: 'b' }] }) })).toEqual([
    'spec.devices.requests[0].exactly.tolerations[0].value: remove value, or use operator: Equal',
  ]);
});
