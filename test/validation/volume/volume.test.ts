import { Validation } from '../../../src/apimachinery/finding';
import { validateVolumes } from '../../../src/validation/volume/volume';
import { beginnings, found, long } from '../rules';

const volumes = (list: any[], minor?: number) => found((v) => validateVolumes(v, list, 'volumes'), minor);

describe('names and sources', () => {
  test.each<[any[]]>([[[]], [[{ name: 'a' }, { name: 'b', emptyDir: null }]], [[{ name: long(63), emptyDir: {} }]]])(
    '%j is accepted',
    (list) => expect(volumes(list)).toEqual([]),
  );

  test.each<[any[], string[]]>([
    [[{}], ['volumes[0].name: Required value']],
    [[{ name: 'my_data' }], ['volumes[0].name: Invalid value: "my_data": a lowercase RFC 1123 label']],
    [[{ name: 'a.b' }], ['volumes[0].name: Invalid value: "a.b": must not contain dots']],
    [[{ name: long(64) }], [`volumes[0].name: Invalid value: "${long(64)}": must be no more than 63 characters`]],
    [[{ name: 'a' }, { name: 'a' }], ['volumes[1].name: Duplicate value: "a"']],
    [
      [{ name: 'a', emptyDir: {}, secret: { secretName: 's' } }],
      ['volumes[0].secret: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      [{ name: 'a', configMap: { name: 'c' }, hostPath: { path: '/' } }],
      ['volumes[0].configMap: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      [{ name: 'a', emptyDir: {}, cephfs: {}, downwardAPI: {} }],
      ['volumes[0].cephFS: Forbidden', 'volumes[0].downwarAPI: Forbidden'],
    ],
  ])('%j is refused', (list, errors) => expect(beginnings(volumes(list), errors)).toEqual(errors));

  test('an invalid volume does not count as declared, nor as a duplicate', () => {
    const v = new Validation(37);
    const { valid, all } = validateVolumes(
      v,
      [{ name: 'a', secret: {} }, { name: 'a' }, { name: 'b', nfs: { server: 's', path: '/' } }],
      'volumes',
    );
    expect(v.findings.map(({ path }) => path)).toEqual(['volumes[0].secret.secretName']);
    expect([...valid.keys()]).toEqual(['a', 'b']);
    expect(valid.get('a')).toEqual({ emptyDir: {} });
    expect(all.size).toBe(2);
  });
});
