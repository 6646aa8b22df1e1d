import { allContainers, templateContainers } from '../../src/apimachinery/containers';

test.each<[any, string[]]>([
  [
    {
      containers: [{ name: 'a' }, { name: 'b' }],
      initContainers: [{ name: 'c' }],
      ephemeralContainers: [{ name: 'd' }],
    },
    ['c s.initContainers[0]', 'a s.containers[0]', 'b s.containers[1]', 'd s.ephemeralContainers[0]'],
  ],
  [{ containers: null }, []],
])('%j', (spec, expected) =>
  expect(allContainers(spec, 's').map(([{ name }, path]) => `${name} ${path}`)).toEqual(expected),
);

test('templateContainers finds the containers that a template may have, in any value', () => {
  const spec = {
    containers: [{ name: 'c' }],
    ephemeralContainers: [{ name: 'e' }],
    initContainers: [{ name: 'i' }, null],
  };
  expect(templateContainers(spec, 'spec')).toEqual([
    [{ name: 'i' }, 'spec.initContainers[0]'],
    [null, 'spec.initContainers[1]'],
    [{ name: 'c' }, 'spec.containers[0]'],
  ]);
  for (const none of [undefined, null, 5, 'a', { containers: 'a' }, { containers: { length: 1 } }]) {
    expect(templateContainers(none, 'spec')).toEqual([]);
  }
});
