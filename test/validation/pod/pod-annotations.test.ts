import { validatePodAnnotations, validateProfileAnnotations } from '../../../src/validation/pod/pod-annotations';
import { beginnings, found } from '../rules';

const CONTAINER = [[{ name: 'main' }, 'c[0]']] as const;
const annotated = (annotations: any, spec: any = {}) =>
  found((v) => validatePodAnnotations(v, annotations, spec, CONTAINER, 'a'));
const MIRROR = 'kubernetes.io/config.mirror';
const COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_MAIN = 'container.seccomp.security.alpha.kubernetes.io/main';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

test.each<[any]>([
  [{ 'anything.else': 'x' }],
  ...['0', '-1', '2147483647', '-2147483648', '-08'].map((cost): [any] => [{ [COST]: cost }]),
  ...[
    '',
    '[]',
    'null',
    '[{"operator":"Exists","key":null}]',
    '[{"key":"a","unknown":1.5}]',
    '[{"operator":"Exists"}]',
    '[{"Key":"a"}]',
    '[{"Key":"a","KEY":null}]',
    '[{"key":"a","effect":"NoExecute","tolerationSeconds":9223372036854775807}]',
  ].map((text): [any] => [{ [TOLERATIONS]: text }]),
  ...['runtime/default', 'docker/default', 'unconfined', 'localhost/a'].map((profile): [any] => [
    { [SECCOMP]: profile, [SECCOMP_MAIN]: profile },
  ]),
  ...['', 'runtime/default', 'unconfined', 'localhost/'].map((profile): [any] => [{ [`${APP_ARMOR}main`]: profile }]),
])('%j is accepted', (annotations) => expect(annotated(annotations)).toEqual([]));

test.each<[any, string[]]>([
  [{ [MIRROR]: 'x' }, [`a[${MIRROR}]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set`]],
  ...['', '+1', '01', 'x', '1.5', '2147483648', '-'].map((cost): [any, string[]] => [
    { [COST]: cost },
    [`a[${COST}]: Invalid value: ${JSON.stringify(cost)}: must be a 32bit integer`],
  ]),
  ...[
    '{',
    '{}',
    '[1]',
    '[{"key":1}]',
    '[{"tolerationSeconds":"1"}]',
    '[{"KEY":1}]',
    '[{"key":"a","TolerationSeconds":1.0}]',
    '[{"key":"a","tolerationSeconds" : 1e3}]',
    '[{"key":"a","tolerationSeconds":9223372036854775808}]',
  ].map((text): [any, string[]] => [{ [TOLERATIONS]: text }, [`a: Invalid value: "${TOLERATIONS}"`]]),
  [{ [TOLERATIONS]: '[{"key":"a b"}]' }, [`a.${TOLERATIONS}[0].key: Invalid value: "a b"`]],
  [{ [TOLERATIONS]: '[{"KEY":"a b"}]' }, [`a.${TOLERATIONS}[0].key: Invalid value: "a b"`]],
  [{ [TOLERATIONS]: '[null]' }, [`a.${TOLERATIONS}[0].operator: Invalid value: ""`]],
  [
    { [SECCOMP]: 'x', [SECCOMP_MAIN]: 'localhost//a' },
    [
      `a.${SECCOMP}: Invalid value: "x": must be a valid seccomp profile`,
      `a.${SECCOMP_MAIN}: Invalid value: "/a": must be a relative path`,
    ],
  ],
  [
    { [`${APP_ARMOR}nope`]: 'x' },
    [
      `a[${APP_ARMOR}nope]: Invalid value: "nope": container not found`,
      `a[${APP_ARMOR}nope]: Invalid value: "x": invalid AppArmor profile name: "x"`,
    ],
  ],
])('%j is refused', (annotations, errors) => expect(beginnings(annotated(annotations), errors)).toEqual(errors));

test('a mirror pod requires the name of its node', () =>
  expect(annotated({ [MIRROR]: 'x' }, { nodeName: 'n' })).toEqual([]));

describe('profiles in annotations and fields must agree', () => {
  const both = (annotations: any, container: any, pod: any = {}, minor?: number) =>
    found(
      (v) =>
        validateProfileAnnotations(v, annotations, pod, [[{ name: 'main', securityContext: container }, 'c[0]']], 's'),
      minor,
    );
  const at = 'c[0].securityContext';

  test.each<[string, any, string[]]>([
    ['unconfined', { type: 'Unconfined' }, []],
    ['runtime/default', { type: 'RuntimeDefault' }, []],
    ['localhost/a', { type: 'Localhost', localhostProfile: 'a' }, []],
    ['unconfined', { type: 'RuntimeDefault' }, ['.type']],
    ['runtime/default', { type: 'Unconfined' }, ['.type']],
    ['runtime/default', { type: 'Localhost', localhostProfile: 'a' }, ['.type']],
    ['localhost/a', { type: 'Localhost', localhostProfile: 'b' }, ['.localhostProfile']],
    ['localhost/', { type: 'Localhost' }, ['.localhostProfile']],
    ['anything', { type: 'x' }, []],
  ])('%p and %j', (annotation, profile, paths) => {
    const errors = (name: string, what: string, of: string) =>
      paths.map(
        (path) =>
          `${of}.${name}${path}: Forbidden: ${what} ${path === '.type' ? 'type' : 'profile'} in annotation and ` +
          'field must match',
      );
    expect(both({ [SECCOMP_MAIN]: annotation }, { seccompProfile: profile })).toEqual(
      errors('seccompProfile', 'seccomp', at),
    );
    expect(both({ [`${APP_ARMOR}main`]: annotation }, { appArmorProfile: profile })).toEqual(
      errors('appArmorProfile', 'apparmor', at),
    );
    expect(both({ [`${APP_ARMOR}main`]: annotation }, {}, { securityContext: { appArmorProfile: profile } })).toEqual(
      errors('appArmorProfile', 'apparmor', at),
    );
    expect(both({ [SECCOMP]: annotation }, {}, { securityContext: { seccompProfile: profile } })).toEqual(
      errors('seccompProfile', 'seccomp', 's.securityContext'),
    );
  });

  test('the older name of the default for seccomp is known', () => {
    expect(both({ [SECCOMP_MAIN]: 'docker/default' }, { seccompProfile: { type: 'RuntimeDefault' } })).toEqual([]);
  });

  test('AppArmor is compared since 1.30, and not on Windows', () => {
    const differ = [{ [`${APP_ARMOR}main`]: 'unconfined' }, { appArmorProfile: { type: 'RuntimeDefault' } }] as const;
    expect(both(...differ, {}, 30)).toHaveLength(1);
    expect(both(...differ, {}, 29)).toEqual([]);
    expect(both(...differ, { os: { name: 'windows' } })).toEqual([]);
  });
});
