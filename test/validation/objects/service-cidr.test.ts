import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const range = (cidrs: any) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  metadata: { name: 'a' },
  spec: { cidrs },
});

test.each<[any, string[]]>([
  [['10.0.0.0/8'], []],
  [['fd00::/64', '10.0.0.0/8'], []],
  [null, ['SVCCIDR spec.cidrs: Required value: at least one CIDR required']],
  [[], ['SVCCIDR spec.cidrs: Required value: at least one CIDR required']],
  [['x', 'y', 'z'], ['SVCCIDR spec.cidrs: Invalid value: {"CIDRs":["x","y","z"]}: may only hold up to 2 values']],
  [
    ['x', 'y'],
    ['SVCCIDR spec.cidrs[0]: Invalid value: "x"', 'SVCCIDR spec.cidrs[1]: Invalid value: "y"'],
  ],
  [['10.0.0.5/8'], ['SVCCIDR spec.cidrs[0]: Invalid value: "10.0.0.5/8": must not have bits set beyond']],
  [['FD00::/64'], ['SVCCIDR spec.cidrs[0]: Invalid value: "FD00::/64": must be in canonical form ("fd00::/64")']],
  [
    ['10.0.0.0/8', '11.0.0.0/8'],
    ['SVCCIDR spec.cidrs: Invalid value: ["10.0.0.0/8","11.0.0.0/8"]: may specify no more than one IP for each'],
  ],
])('%j', (cidrs, expected) => expectFindings(range(cidrs), expected));

test('the version before has the same rules', () =>
  expectFindings(
    { ...range([]), apiVersion: 'networking.k8s.io/v1beta1' },
    ['SVCCIDR spec.cidrs: Required value'],
    34,
  ));

test('any fields are validated without throwing', () => answersAlways('networking.k8s.io/v1', 'ServiceCIDR'));
