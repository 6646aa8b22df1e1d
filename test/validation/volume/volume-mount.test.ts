import { Volumes } from '../../../src/validation/volume/volume';
import { validateVolumeMounts } from '../../../src/validation/volume/volume-mount';
import { found, hints } from '../rules';

const named = (entries: Record<string, any>) => new Map(Object.entries(entries));
const volumes: Volumes = {
  valid: named({
    'shared-volume': { emptyDir: {} },
    claim: { persistentVolumeClaim: {} },
    own: { ephemeral: {} },
    pic: { image: {} },
  }),
  all: named({ 'shared-volume': {}, claim: {}, own: {}, pic: {}, broken: {} }),
};
const mount = { name: 'shared-volume', mountPath: '/x' };
const mounts = (list: any[], container: any = {}, minor?: number) =>
  found((v) => validateVolumeMounts(v, { volumeMounts: list, ...container }, volumes, 'm'), minor);

describe('mounts', () => {
  test.each<[any[]]>([
    [[]],
    [[mount]],
    [[mount, { ...mount, mountPath: '/x/' }]],
    [[{ ...mount, mountPath: 'relative:../path' }]],
    [[{ ...mount, subPath: 'a/..b' }]],
    [[{ ...mount, subPathExpr: '$(POD)/x' }]],
    [[{ ...mount, mountPropagation: 'HostToContainer' }]],
    [[{ ...mount, mountPropagation: 'None', readOnly: true, recursiveReadOnly: 'Enabled' }]],
    [[{ ...mount, readOnly: true, recursiveReadOnly: 'IfPossible' }]],
    [[{ ...mount, recursiveReadOnly: 'Disabled' }]],
    [[{ name: 'pic', mountPath: '/p', subPath: 'a' }]],
  ])('%j is accepted', (list) => expect(mounts(list)).toEqual([]));

  test.each<[any[], string[]]>([
    [[{}], ['m[0].name: Required value', 'm[0].name: Not found: ""', 'm[0].mountPath: Required value']],
    [[{ ...mount, name: 'x' }], ['m[0].name: Not found: "x"']],
    [[{ ...mount, name: 'broken' }], ['m[0].name: Not found: "broken"']],
    [[mount, { ...mount, name: 'claim' }], ['m[1].mountPath: Invalid value: "/x": must be unique']],
    [[{ ...mount, subPath: '/a' }], ['m.subPath: Invalid value: "/a": must be a relative path']],
    [[{ ...mount, subPath: 'a/../b' }], ['m.subPath: Invalid value: "a/../b": must not contain \'..\'']],
    [
      [{ ...mount, subPath: 'a', subPathExpr: '/$(A)' }],
      [
        'm[0].subPathExpr: Invalid value: "/$(A)": subPathExpr and subPath are mutually exclusive',
        'm.subPathExpr: Invalid value: "/$(A)": must be a relative path',
      ],
    ],
    [
      [{ ...mount, mountPropagation: 'none' }],
      ['m.mountPropagation: Unsupported value: "none": supported values: "Bidirectional", "HostToContainer", "None"'],
    ],
    [
      [{ ...mount, mountPropagation: 'Bidirectional' }],
      ['m.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers'],
    ],
    [
      [{ ...mount, recursiveReadOnly: 'Enabled' }],
      ['m.recursiveReadOnly: Forbidden: may only be specified when readOnly is true'],
    ],
    [
      [{ ...mount, readOnly: true, mountPropagation: 'HostToContainer', recursiveReadOnly: 'IfPossible' }],
      ['m.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified'],
    ],
    [
      [{ ...mount, recursiveReadOnly: 'x' }],
      ['m.recursiveReadOnly: Unsupported value: "x": supported values: "Disabled", "Enabled", "IfPossible"'],
    ],
  ])('%j is refused', (list, errors) => expect(mounts(list)).toEqual(errors));

  test('a privileged container may propagate mounts', () => {
    expect(
      mounts([{ ...mount, mountPropagation: 'Bidirectional' }], { securityContext: { privileged: true } }),
    ).toEqual([]);
  });

  test('names and paths of devices are reserved', () => {
    expect(
      mounts([{ name: 'claim', mountPath: '/x' }], { volumeDevices: [{ name: 'claim', devicePath: '/x' }] }),
    ).toEqual([
      'm[0].name: Invalid value: "claim": must not already exist in volumeDevices',
      'm[0].mountPath: Invalid value: "/x": must not already exist as a path in volumeDevices',
    ]);
  });

  test('up to 1.32 an image volume has no sub-paths', () => {
    expect(mounts([{ name: 'pic', mountPath: '/p', subPath: 'a' }], {}, 32)).toEqual([
      'm[0].subPath: Invalid value: "a": not allowed in image volume sources',
    ]);
    expect(mounts([{ name: 'pic', mountPath: '/p', subPathExpr: 'a' }], {}, 32)).toEqual([
      'm[0].subPathExpr: Invalid value: "a": not allowed in image volume sources',
    ]);
    expect(mounts([{ name: 'pic', mountPath: '/p', subPath: 'a' }], {}, 33)).toEqual([]);
  });

  test('hints name the volumes', () => {
    const hint = (name: string) =>
      hints((v) => validateVolumeMounts(v, { volumeMounts: [{ name, mountPath: '/x' }] }, volumes, 'm'));
    expect(hint('shared-volum')).toEqual([
      'Declared volumes: "shared-volume", "claim", "own", "pic", "broken". Did you mean "shared-volume"?',
    ]);
    expect(hint('broken')).toEqual(['Volume "broken" is declared, but not valid.']);
  });
});
