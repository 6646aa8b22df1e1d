import { validateHostProcesses, validateWindowsOptions } from '../../../src/validation/pod/windows-options';
import { beginnings, found, long } from '../rules';

const options = (value: any) => found((v) => validateWindowsOptions(v, 'SC', value, 'w'));

test.each<[any]>([
  [{ gmsaCredentialSpecName: 'a.b', gmsaCredentialSpec: 'x' }],
  [{ gmsaCredentialSpec: long(64 * 1024) }],
  ...['user', 'DOMAIN\\user', `${long(15)}\\u`, 'sub.domain-1.example.com\\u', long(104)].map(
    (runAsUserName) => [{ runAsUserName }] as [any],
  ),
])('%# is accepted', (value) => expect(options(value)).toEqual([]));

test.each<[any, string[]]>([
  [
    { gmsaCredentialSpecName: 'A', gmsaCredentialSpec: '' },
    [
      'w.gmsaCredentialSpecName: Invalid value: "A"',
      'w.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string',
    ],
  ],
  [{ gmsaCredentialSpec: long(64 * 1024 + 1) }, ['w.gmsaCredentialSpec: Invalid value']],
  ...(
    [
      ['', 'runAsUserName cannot be an empty string'],
      ['a\tb', 'runAsUserName cannot contain control characters'],
      ['a\\b\\c', 'runAsUserName cannot contain more than one backslash'],
      ['\\u', "runAsUserName's Domain doesn't match the NetBios nor the DNS format"],
      ['.a\\u', "runAsUserName's Domain doesn't match the NetBios nor the DNS format"],
      ['a\\', "runAsUserName's User cannot be empty"],
      ['. .', "runAsUserName's User cannot contain only periods or spaces"],
      ['a@b', 'runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]'],
    ] as const
  ).map(([runAsUserName, message]): [any, string[]] => [
    { runAsUserName },
    [`w.runAsUserName: Invalid value: ${JSON.stringify(runAsUserName)}: ${message}`],
  ]),
  [{ runAsUserName: long(105) }, ['w.runAsUserName: Invalid value']],
  [{ runAsUserName: `${long(256)}.x\\u` }, ['w.runAsUserName: Invalid value', 'w.runAsUserName: Invalid value']],
])('%# is refused', (value, errors) => expect(beginnings(options(value), errors)).toEqual(errors));

test('the limit of a credential spec is reported', () =>
  expect(options({ gmsaCredentialSpec: long(64 * 1024 + 1) })[0]).toMatch(
    /: gmsaCredentialSpec size must be under 64 KiB$/,
  ));

test('either all or none of the containers are processes of the host', () => {
  const check = (pod: boolean | undefined, own: Array<boolean | undefined>, hostNetwork = true) =>
    found((v) =>
      validateHostProcesses(
        v,
        own.map((hostProcess, i) => [{ securityContext: { windowsOptions: { hostProcess } } }, `c[${i}]`] as const),
        { hostNetwork, securityContext: { windowsOptions: { hostProcess: pod } } },
        'spec',
      ),
    );
  expect(check(undefined, [undefined, false], false)).toEqual([]);
  expect(check(true, [undefined, true])).toEqual([]);
  expect(check(undefined, [true], false)).toEqual([
    'spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
  ]);
  expect(check(undefined, [true, undefined])).toEqual([
    'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess ' +
      'containers',
  ]);
  expect(check(true, [false, undefined])).toEqual([
    'c[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be ' +
      'identical if both are specified, was true',
    'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess ' +
      'containers',
  ]);
});
