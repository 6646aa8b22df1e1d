import { validateResourceClaims } from '../../../src/validation/pod/resource-claim';
import { beginnings, found } from '../rules';

const claims = (...list: any[]) => found((v) => validateResourceClaims(v, list, 'r'));
const gpu = { name: 'gpu', resourceClaimName: 'c' };

test.each<[any[]]>([[[]], [[gpu, { name: 'net', resourceClaimTemplateName: 'a.b' }]]])('%j is accepted', (list) =>
  expect(claims(...list)).toEqual([]),
);

test.each<[any[], string[]]>([
  [[{ resourceClaimName: 'c' }], ['r[0].name: Required value']],
  [[{ ...gpu, name: 'Gpu' }], ['r[0].name: Invalid value: "Gpu"']],
  [[gpu, gpu], ['r[1].name: Duplicate value: "gpu"']],
  [
    [{ name: 'gpu' }],
    ['r[0]: Invalid value: {"name":"gpu"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'],
  ],
  [
    [{ ...gpu, resourceClaimTemplateName: 'T' }],
    ['r[0]: Invalid value', 'r[0].resourceClaimTemplateName: Invalid value: "T"'],
  ],
  [[{ name: 'gpu', resourceClaimName: '' }], ['r[0].resourceClaimName: Invalid value: ""']],
])('%j is refused', (list, errors) => expect(beginnings(claims(...list), errors)).toEqual(errors));
