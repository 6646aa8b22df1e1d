import {
  isPadded,
  validateAppArmorProfile,
  validateSeccompProfile,
} from '../../../src/validation/container/seccomp-apparmor';
import { beginnings, found, long } from '../rules';

const profiles = ({ seccompProfile, appArmorProfile }: any) =>
  found((v) => {
    if (seccompProfile) validateSeccompProfile(v, 'SC', seccompProfile, 's.seccompProfile');
    if (appArmorProfile) validateAppArmorProfile(v, 'SC', appArmorProfile, 's.appArmorProfile');
  });

test.each<[any]>([
  [{ seccompProfile: { type: 'RuntimeDefault' } }],
  [{ seccompProfile: { type: 'Localhost', localhostProfile: 'a/b.json' } }],
  [{ appArmorProfile: { type: 'Unconfined' } }],
  [{ appArmorProfile: { type: 'Localhost', localhostProfile: long(4095) } }],
])('%j is accepted', (context) => expect(profiles(context)).toEqual([]));

test.each<[any, string[]]>([
  [{ seccompProfile: {} }, ['s.seccompProfile.type: Required value: type is required when seccompProfile is set']],
  [
    { seccompProfile: { type: 'x' } },
    ['s.seccompProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined"'],
  ],
  [
    { seccompProfile: { type: 'Localhost' } },
    ['s.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost'],
  ],
  [
    { seccompProfile: { type: 'Localhost', localhostProfile: '/a' } },
    ['s.seccompProfile.localhostProfile: Invalid value: "/a": must be a relative path'],
  ],
  [
    { seccompProfile: { type: 'Unconfined', localhostProfile: '' } },
    ['s.seccompProfile.localhostProfile: Invalid value: {"type":"Unconfined","localhostProfile":""}: can only be set'],
  ],
  [{ appArmorProfile: {} }, ['s.appArmorProfile.type: Required value: type is required when appArmorProfile is set']],
  [{ appArmorProfile: { type: 'x' } }, ['s.appArmorProfile.type: Unsupported value: "x"']],
  [
    { appArmorProfile: { type: 'Localhost' } },
    ['s.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost'],
  ],
  [
    { appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } },
    ['s.appArmorProfile.localhostProfile: Invalid value: " a": must not be padded with whitespace'],
  ],
  [
    { appArmorProfile: { type: 'Localhost', localhostProfile: long(4096) } },
    ['s.appArmorProfile.localhostProfile: Too long: may not be more than 4095 bytes'],
  ],
  [
    { appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
    ['s.appArmorProfile.localhostProfile: Invalid value: "a": can only be set when AppArmor type is Localhost'],
  ],
])('%j is refused', (context, errors) => expect(beginnings(profiles(context), errors)).toEqual(errors));

test.each([
  ['a', false],
  ['a b', false],
  ['', false],
  [' a', true],
  ['a\n', true],
  ['\u00a0a', true],
  ['a\u0085', true],
  ['\ufeffa', false],
])('%j has white space around it: %p', (text, padded) => expect(isPadded(text)).toBe(padded));
