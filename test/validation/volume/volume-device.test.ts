import { Volumes } from '../../../src/validation/volume/volume';
import { validateVolumeDevices } from '../../../src/validation/volume/volume-device';
import { found } from '../rules';

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
const devices = (list: any[], container: any = {}) =>
  found((v) => validateVolumeDevices(v, { volumeDevices: list, ...container }, volumes, 'd'));
const device = { name: 'claim', devicePath: '/dev/x' };

test.each<[any[]]>([[[]], [[device]], [[device, { name: 'own', devicePath: 'relative' }]]])('%j is accepted', (list) =>
  expect(devices(list)).toEqual([]),
);

test.each<[any[], string[]]>([
  [[{}], ['d[0].name: Required value', 'd[0].name: Not found: ""', 'd[0].devicePath: Required value']],
  [[{ ...device, name: 'x' }], ['d[0].name: Not found: "x"']],
  [
    [{ ...device, name: 'shared-volume' }],
    [
      'd[0].name: Invalid value: "shared-volume": can only use volume source type of PersistentVolumeClaim or ' +
        'Ephemeral for block mode',
    ],
  ],
  [[device, { ...device, devicePath: '/dev/y' }], ['d[1].name: Invalid value: "claim": must be unique']],
  [[device, { ...device, name: 'own' }], ['d[1].devicePath: Invalid value: "/dev/x": must be unique']],
  [
    [{ ...device, devicePath: '/dev/../x' }],
    ['d[0].devicePath: Invalid value: "/dev/../x": can not contain backsteps (\'..\')'],
  ],
])('%j is refused', (list, errors) => expect(devices(list)).toEqual(errors));

test('names and paths of mounts are reserved', () => {
  expect(devices([device], { volumeMounts: [{ name: 'claim', mountPath: '/dev/x' }] })).toEqual([
    'd[0].name: Invalid value: "claim": must not already exist in volumeMounts',
    'd[0].devicePath: Invalid value: "/dev/x": must not already exist as a path in volumeMounts',
  ]);
});
