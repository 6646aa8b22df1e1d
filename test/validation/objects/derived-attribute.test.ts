import { typeAndDetail } from '../../../src/apimachinery/finding';
import { validateManifest } from '../../../src/validation/validate';
import { beginnings } from '../rules';

const GATES = { DRADerivedAttributes: true };

const numa = { name: 'derived/numa', expression: '"a"' };
const ONE = 'spec.devices.requests[0].exactly.derivedAttributes';
const BIG = 'spec.devices.requests[1].firstAvailable[0].derivedAttributes';
const UNUSED =
  'must be referenced by at least one matchAttribute or distinctAttribute constraint targeting this request';

/** A claim of a device, and of one that may be big, with attributes that are derived. */
function claim(ofOne: any, ofBig: any, constraints: any, apiVersion = 'resource.k8s.io/v1'): any {
  const exactly = { deviceClassName: 'gpu', derivedAttributes: ofOne };
  const big = { name: 'big', deviceClassName: 'gpu', derivedAttributes: ofBig };
  const requests = [
    apiVersion.endsWith('v1beta1') ? { name: 'one', ...exactly } : { name: 'one', exactly },
    { name: 'two', firstAvailable: [big] },
  ];
  return { apiVersion, kind: 'ResourceClaim', metadata: { name: 'a' }, spec: { devices: { requests, constraints } } };
}

const errorsOf = (manifest: any) =>
  validateManifest(manifest, 37, GATES)
    .filter(({ severity }) => severity === 'error')
    .map((found) => `${found.rule} ${found.path}: ${typeAndDetail(found)}`);

/** As the API server of Kubernetes 1.37.2 answers with these gates. */
test.each<[ofOne: any, ofBig: any, constraints: any, expected: string[]]>([
  [undefined, undefined, undefined, []],
  [[], [], undefined, []],
  [[numa], undefined, [{ matchAttribute: 'derived/numa' }], []],
  [[numa], undefined, [{ matchAttribute: 'derived/numa', requests: ['one'] }], []],
  [[numa], undefined, [{ distinctAttribute: 'derived/numa', requests: ['one'] }], []],
  [undefined, [numa], [{ matchAttribute: 'derived/numa', requests: ['two'] }], []],
  [undefined, [numa], [{ matchAttribute: 'derived/numa', requests: ['two/big'] }], []],
  [[numa], undefined, undefined, [`DRA ${ONE}[0].name: Invalid value: "derived/numa": ${UNUSED}`]],
  [
    [numa],
    undefined,
    [{ matchAttribute: 'derived/other' }],
    [`DRA ${ONE}[0].name: Invalid value: "derived/numa": ${UNUSED}`],
  ],
  [
    [numa],
    undefined,
    [{ matchAttribute: 'derived/numa', requests: ['two'] }],
    [`DRA ${ONE}[0].name: Invalid value: "derived/numa": ${UNUSED}`],
  ],
  [
    undefined,
    [numa],
    [{ matchAttribute: 'derived/numa', requests: ['one'] }],
    [`DRA ${BIG}[0].name: Invalid value: "derived/numa": ${UNUSED}`],
  ],
  [[numa, numa], undefined, [{ matchAttribute: 'derived/numa' }], [`DRA ${ONE}[1]: Duplicate value: "derived/numa"`]],
  [[{}], undefined, undefined, [`DRA ${ONE}[0].name: Required value`, `DRA ${ONE}[0].expression: Required value`]],
  [
    [{ ...numa, name: 'numa' }],
    undefined,
    [{ matchAttribute: 'derived/numa' }],
    [
      `DRA ${ONE}[0].name: Invalid value: "numa": a fully qualified name must be a domain and a name`,
      `DRA ${ONE}[0].name: Invalid value: "numa": ${UNUSED}`,
    ],
  ],
  [
    [{ ...numa, expression: 'device.' }],
    undefined,
    [{ matchAttribute: 'derived/numa' }],
    [`DRA ${ONE}[0].expression: Invalid value: "device.": compilation failed: syntax error`],
  ],
  [
    [{ ...numa, expression: '1.5' }],
    undefined,
    [{ matchAttribute: 'derived/numa' }],
    [`DRA ${ONE}[0].expression: Invalid value: "1.5": must evaluate to`],
  ],
  [
    [{ ...numa, expression: 'x'.repeat(10 * 1024 + 1) }],
    undefined,
    [{ matchAttribute: 'derived/numa' }],
    [`DRA ${ONE}[0].expression: Too long: may not be more than 10240 bytes`],
  ],
  [[{ ...numa, expression: '[1]' }], undefined, [{ matchAttribute: 'derived/numa' }], []],
])('derived attributes %j, %j with constraints %j', (ofOne, ofBig, constraints, expected) => {
  const found = errorsOf(claim(ofOne, ofBig, constraints));
  expect(beginnings(found, expected)).toEqual(expected);
});

test('in v1beta1 they are fields of the request', () => {
  const found = errorsOf(claim([numa], undefined, undefined, 'resource.k8s.io/v1beta1'));
  expect(found).toEqual([
    `DRA spec.devices.requests[0].derivedAttributes[0].name: Invalid value: "derived/numa": ${UNUSED}`,
  ]);
});

test('with two ways to request devices, attributes are only validated by themselves', () => {
  const manifest = claim([numa], undefined, undefined);
  const [one] = manifest.spec.devices.requests;
  manifest.spec.devices.requests = [
    { ...one, firstAvailable: [{ name: 'a', deviceClassName: 'gpu', derivedAttributes: [{}] }] },
  ];
  expect(errorsOf(manifest).map((text) => text.slice(0, text.indexOf(':')))).toEqual([
    'DRA spec.devices.requests[0]',
    'DRA spec.devices.requests[0].firstAvailable[0].derivedAttributes[0].name',
    'DRA spec.devices.requests[0].firstAvailable[0].derivedAttributes[0].expression',
  ]);
});
