import { hasRegistry, hasRegistryToHkube, isHkubes, resolveImage, withRegistry } from '../../src/hkube/worker-image';

const versions = [
  { project: 'worker', tag: 'v1' },
  { project: 'own', tag: 'v2', image: 'foo/own' },
  { project: 'tagged', tag: 'v3', image: 'foo/tagged:v9' },
];

test.each([
  ['hkube/worker', {}, 'hkube/worker'],
  ['hkube/worker', { versions }, 'hkube/worker:v1'],
  ['hkube/worker:v7', { versions }, 'hkube/worker:v7'],
  ['hkube/own', { versions }, 'foo/own:v2'],
  ['hkube/own:v7', { versions }, 'foo/own:v2'],
  ['hkube/tagged', { versions }, 'foo/tagged:v9'],
  ['docker.io/hkube/worker', { versions }, 'docker.io/hkube/worker:v1'],
  ['hkube/own', { versions, registry: 'localhost:5555/bar' }, 'localhost:5555/bar/foo/own:v2'],
  ['acme/worker', { versions }, 'acme/worker'],
  ['worker', { versions }, 'worker'],
  ['hkube/worker@sha256:abc', { versions }, 'hkube/worker@sha256:abc'],
  ['acme/print@sha256:abc', { registry: 'r.io' }, 'r.io/acme/print@sha256:abc'],
])('%s in %j is %s', (image, cluster, expected) => {
  expect(resolveImage(image, cluster)).toBe(expected);
});

test.each([
  ['redis', 'r.io', 'r.io/redis'],
  ['a/b/c', 'r.io', 'r.io/a/b/c'],
  ['docker.io/redis', 'r.io', 'docker.io/redis'],
  ['localhost/redis', 'r.io', 'localhost/redis'],
  ['host:5000/redis', 'r.io', 'host:5000/redis'],
  ['redis:7', 'r.io', 'r.io/redis:7'],
  ['redis', undefined, 'redis'],
])('%s with registry %s is %s', (image, registry, expected) => {
  expect(withRegistry(image, registry)).toBe(expected);
});

test.each([
  ['redis', false, false],
  ['library/redis', false, false],
  ['docker.io/redis', true, true],
  ['host:5000/redis', true, true],
  ['localhost/redis', true, false],
  ['Host/redis', true, false],
  ['a/b/c', false, true],
  ['r.io/a/b', true, true],
  ['redis:7', false, false],
])('%s has a registry: %s, for HKube: %s', (image, expected, toHkube) => {
  expect([hasRegistry(image), hasRegistryToHkube(image)]).toEqual([expected, toHkube]);
});

test.each([
  ['hkube/worker', true],
  ['r.io/hkube/worker:1', true],
  ['hkube/worker@sha256:a', true],
  ['acme/worker', false],
  ['worker', false],
  ['a/b/hkube/worker', false],
  ['hkube/a/b', false],
])('%s is an image of HKube: %s', (image, expected) => {
  expect(isHkubes(image)).toBe(expected);
});
