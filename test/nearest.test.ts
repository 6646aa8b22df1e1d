import { nearest } from '../src/nearest';

test.each([
  ['shared-volum', ['data', 'shared-volume'], 'shared-volume'],
  ['iamge', ['name', 'image'], 'image'],
  ['sidecars', ['sideCars', 'volumes'], 'sideCars'],
  ['cpus', ['cpu', 'gpu'], 'cpu'],
  ['x', ['cpu'], undefined],
  ['replicas', ['image', 'name'], undefined],
  ['', ['a'], undefined],
  ['__proto__', ['name'], undefined],
  ['x'.repeat(101), ['x'.repeat(100)], undefined],
])('%j among %j', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});
