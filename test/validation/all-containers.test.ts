import { allContainers } from '../../src/validation/all-containers';

test.each<[any, string[]]>([
  [{ containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'c' }], ephemeralContainers: [{ name: 'd' }] }, ['c s.initContainers[0]', 'a s.containers[0]', 'b s.containers[1]', 'd s.ephemeralContainers[0]']],
  [{ containers: null }, []],
])('%j', (spec, expected) => expect(allContainers(spec, 's').map(([{ name }, path]) => `${name} ${path}`)).toEqual(expected));
