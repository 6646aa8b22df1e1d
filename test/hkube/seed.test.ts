import { Validation } from '../../src/apimachinery/finding';
import { plainPod } from '../../src/hkube/plain-pod';
import { readSpec } from '../../src/hkube/read-spec';

/** What users paste from HKube's page on sidecars: it must come out as it says. */
function pod(fields: object) {
  const v = new Validation(37);
  const result = plainPod(readSpec({ name: 'print', algorithmImage: 'acme/print', ...fields }, v), v);
  expect(v.findings).toEqual([]);
  return result;
}

const resources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } };
const mount = { name: 'shared-volume', mountPath: '/shared-dir' };

test('a sidecar with resources, a mount and a variable is rendered', () => {
  const container = { name: 'mycar', image: 'httpd', resources };
  expect(pod({ sideCars: [{ container, volumeMounts: [mount], environments: { env1: 'val1' } }] }).sideCars).toEqual([
    { ...container, volumeMounts: [mount], env: [{ name: 'env1', value: 'val1' }] },
  ]);
});

test('a volume shared by the algorithm and its sidecar is rendered', () => {
  const volumes = [{ name: 'shared-volume', emptyDir: {} }];
  const { main, sideCars, ...rest } = pod({
    volumes,
    volumeMounts: [mount],
    sideCars: [{ container: { name: 'mycar', image: 'httpd' }, volumeMounts: [mount] }],
  });
  expect(main).toEqual({ name: 'algorunner', image: 'acme/print', volumeMounts: [mount] });
  expect(sideCars).toEqual([{ name: 'mycar', image: 'httpd', volumeMounts: [mount] }]);
  expect(rest).toEqual({ volumes, pod: {}, labels: {}, annotations: {}, cpuLimit: true });
});

test('three sidecars are rendered in their order', () => {
  const containers = [
    { name: 'mycar1', image: 'nginx' },
    { name: 'mycar2', image: 'redis' },
    { name: 'mycar3', image: 'httpd' },
  ];
  expect(pod({ sideCars: containers.map((container) => ({ container })) }).sideCars).toEqual(containers);
});
