import { validateSecurityContext } from '../../../src/validation/container/security-context';
import { beginnings, found } from '../rules';

const MAX = 2147483647;

const sc = (context: any, minor?: number, hostUsers = true) =>
  found((v) => validateSecurityContext(v, context, hostUsers, 's'), minor);

test.each<[any]>([
  [{}],
  [{ runAsUser: 0, runAsGroup: MAX }],
  [{ privileged: true, allowPrivilegeEscalation: true }],
  [{ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN', 'anything'] } }],
  [{ procMount: 'Default' }],
  [{ windowsOptions: {} }],
])('%j is accepted', (context) => expect(sc(context)).toEqual([]));

test.each<[any, string[]]>([
  [
    { runAsUser: -1, runAsGroup: MAX + 1 },
    [
      's.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      's.runAsGroup: Invalid value: 2147483648',
    ],
  ],
  [
    { privileged: true, allowPrivilegeEscalation: false },
    [
      's: Invalid value: {"privileged":true,"allowPrivilegeEscalation":false}: cannot set ' +
        '`allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
  [{ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }, ['s: Invalid value']],
  [{ procMount: 'x' }, ['s.procMount: Unsupported value: "x": supported values: "Default", "Unmasked"']],
  [{ procMount: 'Unmasked' }, ['s.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`']],
])('%j is refused', (context, errors) => expect(beginnings(sc(context), errors)).toEqual(errors));

test('every part has its own path', () => {
  const context = { seccompProfile: {}, appArmorProfile: {}, windowsOptions: { runAsUserName: '' } };
  expect(sc(context).map((error) => error.split(': ')[0])).toEqual([
    's.seccompProfile.type',
    's.windowsOptions.runAsUserName',
    's.appArmorProfile.type',
  ]);
});

test('procMount requires a user namespace since 1.33', () => {
  expect(sc({ procMount: 'Unmasked' }, 37, false)).toEqual([]);
  expect(sc({ procMount: 'x' }, 32)).toEqual([]);
});
