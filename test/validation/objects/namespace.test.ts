import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';
import { long } from '../rules';

const namespace = (metadata: any, spec?: any) => ({ apiVersion: 'v1', kind: 'Namespace', metadata, spec });

test.each<[any, string[]]>([
  [{ name: 'a' }, []],
  [{ name: long(63) }, []],
  [{ generateName: 'a-' }, []],
  // The server writes this label itself, and forgets the namespace.
  [{ name: 'a', namespace: 'A b', labels: { 'kubernetes.io/metadata.name': 'x y' } }, []],
  [{ name: 'a', labels: { b: 'x y' } }, ['META-LABEL-VALUE metadata.labels: Invalid value: "x y"']],
  [{ name: long(64) }, [`META-NAME-LENGTH metadata.name: Invalid value: "${long(64)}": must be no more than 63`]],
  [{ name: 'a.b' }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a.b": must not contain dots']],
  [{}, ['META-NAME-REQUIRED metadata.name: Required value']],
  [{ name: 'a', generation: -1 }, ['META-GENERATION metadata.generation: Invalid value: -1']],
])('%j', (metadata, expected) => expectFindings(namespace(metadata), expected));

test.each<[string[], string[]]>([
  [['kubernetes', 'acme.io/x'], []],
  [['x'], ['NS-FINALIZER spec.finalizers: Invalid value: "x": name is neither a standard finalizer name']],
  [['a/b/c'], ['NS-FINALIZER spec.finalizers: Invalid value: "a/b/c": a valid label key']],
  [
    ['a b'],
    [
      'NS-FINALIZER spec.finalizers: Invalid value: "a b": name part must consist',
      'NS-FINALIZER spec.finalizers: Invalid value: "a b": name is neither',
    ],
  ],
])('the finalizers %j', (finalizers, expected) => expectFindings(namespace({ name: 'a' }, { finalizers }), expected));

const SECURITY = 'pod-security.kubernetes.io';

test.each<[string, string, string[]]>([
  ['enforce', 'restricted', []],
  ['warn-version', 'latest', []],
  ['audit-version', 'v1.30', []],
  ['other', 'x', []],
  ['enforce', 'x', ['must be one of privileged, baseline, restricted']],
  ['audit', '', ['must be one of privileged, baseline, restricted']],
  ['enforce-version', 'v1.05', ['must be "latest" or "v1.x"']],
])('the label %s: %s', (label, level, expected) =>
  expectFindings(
    namespace({ name: 'a', labels: { [`${SECURITY}/${label}`]: level } }),
    expected.map((text) => `NS-POD-SECURITY metadata.labels[${SECURITY}/${label}]: Invalid value: "${level}": ${text}`),
  ),
);

test('any fields are validated without throwing', () => answersAlways('v1', 'Namespace'));
