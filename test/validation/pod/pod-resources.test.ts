import { validateCreatedPodResources, validatePodResources } from '../../../src/validation/pod/pod-resources';
import { found } from '../rules';

const cpu = (request?: string, limit?: string) => ({
  resources: { requests: request ? { cpu: request } : {}, limits: limit ? { cpu: limit } : {} },
});
const sidecar = (request: string) => ({ ...cpu(request), restartPolicy: 'Always' });
const inTemplate = (spec: any, minor?: number) => found((v) => validatePodResources(v, spec, new Set(), 'r'), minor);
const created = (spec: any, minor?: number) => found((v) => validateCreatedPodResources(v, spec, 'r', 'hint'), minor);

test.each<[any]>([
  [{ containers: [cpu('5')] }],
  [{ ...cpu('1', '2'), containers: [cpu('500m', '2'), cpu('500m')] }],
  [{ ...cpu('1'), containers: [cpu('1')], initContainers: [cpu('1')] }],
  [{ ...cpu('2'), containers: [cpu('1')], initContainers: [sidecar('1'), cpu('1')] }],
  [{ ...cpu('2'), containers: [cpu('1')], initContainers: [cpu('2'), sidecar('1')] }],
  [{ resources: { limits: { memory: '1Gi' } }, containers: [cpu('1', '1')] }],
])('%j is accepted', (spec) => expect([inTemplate(spec), created(spec)]).toEqual([[], []]));

test.each<[any, string]>([
  [
    { ...cpu('1'), containers: [cpu('600m'), cpu('600m')] },
    'r.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 1200m',
  ],
  [
    { ...cpu('1'), containers: [cpu('1')], initContainers: [cpu('2')] },
    'r.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
  ],
  [
    { ...cpu('1'), containers: [cpu('1')], initContainers: [sidecar('1')] },
    'r.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
  ],
  [
    { ...cpu('2'), containers: [cpu('1')], initContainers: [sidecar('1'), cpu('2')] },
    'r.requests[cpu]: Invalid value: "2": must be greater than or equal to aggregate container requests of 3',
  ],
  [
    { ...cpu(undefined, '1'), containers: [cpu(undefined, '1'), cpu(undefined, '2')] },
    'r.containers[1][cpu].limits: Invalid value: "2": must be less than or equal to pod limits of 1',
  ],
  [
    { ...cpu('2', '1'), containers: [] },
    'r.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
  ],
  [
    { resources: { claims: [] }, containers: [] },
    'r.claims: Forbidden: claims may not be set for Resources at pod-level',
  ],
  [{ resources: {}, os: { name: 'windows' }, containers: [] }, 'r: Forbidden: may not be set for a windows pod'],
  [
    { resources: { limits: { 'example.com/x': '1' } }, containers: [] },
    'r.limits[example.com/x]: Unsupported value: "example.com/x": supported values: "cpu", "hugepages-", "memory"',
  ],
])('%j is refused', (spec, error) => expect(inTemplate(spec)).toEqual([error]));

test('huge pages of containers are summed up', () => {
  const huge = (size: string) => ({ resources: { limits: { memory: '1Gi', 'hugepages-2Mi': size } } });
  expect(inTemplate({ ...huge('4Mi'), containers: [huge('2Mi'), huge('2Mi')] })).toEqual([]);
  expect(inTemplate({ ...huge('2Mi'), containers: [huge('2Mi'), huge('2Mi')] })).toEqual([
    'r.limits[hugepages-2Mi]: Invalid value: "2Mi": must be greater than or equal to aggregate container limits of 4Mi',
  ]);
});

test('before 1.34 the resources of a pod are ignored', () => {
  expect(inTemplate({ ...cpu('2', '1'), containers: [] }, 33)).toEqual([]);
  expect(created({ ...cpu('1'), containers: [cpu(undefined, '2')] }, 33)).toEqual([]);
});

describe('in a created pod', () => {
  test('limits of containers become requests', () => {
    const spec = { ...cpu('1', '4'), containers: [cpu(undefined, '2')] };
    expect(inTemplate(spec)).toEqual([]);
    expect(created(spec)).toEqual([
      'r.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
    ]);
  });

  test('requests of containers become those of the pod', () => {
    const spec = { ...cpu(undefined, '1'), containers: [cpu('600m'), cpu('600m')] };
    expect(inTemplate(spec)).toEqual([]);
    expect(created(spec)).toEqual(['r.requests: Invalid value: "1200m": must be less than or equal to cpu limit of 1']);
  });

  test('errors of the template are not repeated', () =>
    expect(created({ ...cpu('1'), containers: [cpu('2')] })).toEqual([]));
});
