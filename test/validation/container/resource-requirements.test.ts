import { validateResourceRequirements } from '../../../src/validation/container/resource-requirements';
import { beginnings, found, hints } from '../rules';

const check = (resources: any, claims: string[] = []) =>
  found((v) => validateResourceRequirements(v, resources, new Set(claims), 'r'));
const pair = (name: string, request: any, limit?: any) =>
  check({ requests: { [name]: request }, limits: limit === undefined ? {} : { [name]: limit } });

describe('requests and limits', () => {
  test.each<[string, any, any]>([
    ['cpu', '1', undefined],
    ['cpu', '1000m', '1'],
    ['cpu', '1', '1.0000001'],
    ['cpu', '0.0001', '1m'],
    ['cpu', 0, '0'],
    ['cpu', null, '0'],
    ['memory', '1G', '1Gi'],
    ['memory', '1024Mi', '1Gi'],
    ['ephemeral-storage', '1', '2'],
    ['nvidia.com/gpu', '1', '1000m'],
    ['nvidia.com/gpu', '1k', '1000'],
    ['nvidia.com/gpu', '0', '0'],
    ['kubernetes.io/x', '500m', '1'],
  ])('%s: %p of %p', (name, request, limit) => expect(pair(name, request, limit)).toEqual([]));

  test.each<[string, any, any, string]>([
    ['cpu', '1001m', '1', 'r.requests: Invalid value: "1001m": must be less than or equal to cpu limit of 1'],
    ['memory', '1Gi', '1G', 'r.requests: Invalid value: "1Gi": must be less than or equal to memory limit of 1G'],
    ['cpu', '-1', undefined, 'r.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    ['nvidia.com/gpu', '1', '2', 'r.requests: Invalid value: "1": must be equal to nvidia.com/gpu limit of 2'],
    ['nvidia.com/gpu', '1', undefined, 'r.limits: Required value: Limit must be set for non overcommitable resources'],
  ])('%s: %p of %p is refused', (name, request, limit, error) => expect(pair(name, request, limit)).toEqual([error]));

  test.each<[any, string]>([
    [{ limits: { 'nvidia.com/gpu': '500m' } }, 'r.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer'],
    [
      { limits: { 'nvidia.com/gpu': '12345678901234567890' } },
      'r.limits[nvidia.com/gpu]: Invalid value: "12345678901234567890": must be an integer',
    ],
    [
      { limits: { 'nvidia.com/gpu': '9223372036854777' } },
      'r.limits[nvidia.com/gpu]: Invalid value: "9223372036854777": must be an integer',
    ],
    [
      { limits: { 'nvidia.com/gpu': '9300000000000001k' } },
      'r.limits[nvidia.com/gpu]: Invalid value: "9300000000000001k": must be an integer',
    ],
    [{ limits: { 'nvidia.com/gpu': '1Ei' } }, 'r.limits[nvidia.com/gpu]: Invalid value: "1Ei": must be an integer'],
    [{ limits: { gpu2: '1' } }, 'r.limits[gpu2]: Invalid value: "gpu2": must be a standard resource'],
  ])('%j is refused', (resources, error) => expect(beginnings(check(resources), [error])[0]).toEqual(error));

  test.each([
    '1',
    '3',
    '1k',
    '9223372036854775',
    '9223372036854777k',
    '9223372036854777G',
    '1E',
    '100E',
    '18446744073709551616',
  ])('%p is a whole number of devices', (count) => expect(check({ limits: { 'nvidia.com/gpu': count } })).toEqual([]));

  test('a limit without a request is accepted', () =>
    expect(check({ limits: { cpu: '1', 'nvidia.com/gpu': '1' } })).toEqual([]));

  test('the hint names the missing limit', () =>
    expect(
      hints((v) => validateResourceRequirements(v, { requests: { 'nvidia.com/gpu': '2' } }, new Set(), 'r')),
    ).toEqual(['Set limits[nvidia.com/gpu] to 2.']));
});

describe('huge pages', () => {
  const huge = (name: string, value: string, other: any = { cpu: '1' }) =>
    check({ requests: { [name]: value, ...other }, limits: { [name]: value } });

  test.each([
    ['hugepages-2Mi', '2Mi'],
    ['hugepages-2Mi', '4Mi'],
    ['hugepages-1Gi', '0'],
    ['hugepages-3', '10E'],
    ['hugepages-2', '12345678901234567890'],
    ['hugepages-7', '9Ei'],
    ['hugepages-0.9999', '1'],
  ])('%s: %p', (name, value) => expect(huge(name, value)).toEqual([]));

  test.each([
    ['hugepages-2Mi', '3Mi', '3Mi is not positive integer multiple of hugepages-2Mi'],
    ['hugepages-x', '2Mi', '2Mi is not positive integer multiple of hugepages-x'],
    ['hugepages-0', '2Mi', '2Mi is not positive integer multiple of hugepages-0'],
    ['hugepages-1m', '2Mi', '2Mi is not positive integer multiple of hugepages-1m'],
    ['hugepages-2', '18446744073709551617', '18446744073709551617 is not positive integer multiple of hugepages-2'],
    ['hugepages-10E', '10E', '10E is not positive integer multiple of hugepages-10E'],
  ])('%s: %p is refused', (name, value, message) =>
    expect(huge(name, value)).toEqual([
      `r.limits[${name}]: Invalid value: "${value}": ${message}`,
      `r.requests[${name}]: Invalid value: "${value}": ${message}`,
    ]),
  );

  test('require cpu or memory', () => {
    expect(huge('hugepages-2Mi', '2Mi', {})).toEqual(['r: Forbidden: HugePages require cpu or memory']);
    expect(check({ limits: { 'hugepages-2Mi': '2Mi', memory: '1Gi' } })).toEqual([]);
  });

  test('require a limit that equals the request', () => {
    expect(check({ requests: { cpu: '1', 'hugepages-2Mi': '2Mi' } })).toEqual([
      'r.limits: Required value: Limit must be set for non overcommitable resources',
    ]);
    expect(check({ requests: { cpu: '1', 'hugepages-2Mi': '2Mi' }, limits: { 'hugepages-2Mi': '4Mi' } })).toEqual([
      'r.requests: Invalid value: "2Mi": must be equal to hugepages-2Mi limit of 4Mi',
    ]);
  });
});

describe('claims', () => {
  const claims = (...list: any[]) => check({ claims: list }, ['gpu', 'net']);

  test.each<[any[]]>([
    [[]],
    [[{ name: 'gpu' }, { name: 'net' }]],
    [
      [
        { name: 'gpu', request: 'a' },
        { name: 'gpu', request: 'b' },
      ],
    ],
  ])('%j', (list) => expect(claims(...list)).toEqual([]));

  test.each<[any[], string]>([
    [[{}], 'r.claims[0]: Required value'],
    [[{ name: 'x' }], 'r.claims[0]: Not found: "x": must be one of the names in pod.spec.resourceClaims: gpu, net'],
    [[{ name: 'gpu' }, { name: 'gpu' }], 'r.claims[1]: Duplicate value: "gpu"'],
    [[{ name: 'gpu' }, { name: 'gpu', request: 'a' }], 'r.claims[1]: Duplicate value: "gpu"'],
    [
      [
        { name: 'gpu', request: 'a' },
        { name: 'gpu', request: 'a' },
      ],
      'r.claims[1]: Duplicate value: "gpu/a"',
    ],
    [[{ name: 'gpu', request: 'a' }, { name: 'gpu' }], 'r.claims[1]: Duplicate value: "gpu"'],
    [[{ name: 'gpu', request: 'A' }], 'r.claims[0].request: Invalid value: "A"'],
  ])('%j is refused', (list, error) => expect(beginnings(claims(...list), [error])).toEqual([error]));

  test('in a pod without claims are refused', () => {
    expect(check({ claims: [{ name: 'x' }] })).toEqual([
      'r.claims[0]: Not found: "x": must be one of the names in pod.spec.resourceClaims which is empty',
    ]);
  });
});
