import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const parentRef = { resource: 'services', name: 'a' };
const address = (name: string, spec: any) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IPAddress',
  metadata: { name },
  spec,
});

test.each<[string, string[]]>([
  ['10.0.0.1', []],
  ['fd00::1', []],
  ['FD00::1', ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "FD00::1": must be in canonical form ("fd00::1")']],
  ['a', ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a": must be a valid IP address']],
  ['010.0.0.1', ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "010.0.0.1": must not have leading 0s']],
])('the name %s', (name, expected) => expectFindings(address(name, { parentRef }), expected));

const AT = 'IPA-PARENT spec.parentRef';
test.each<[any, string[]]>([
  [{ ...parentRef, group: 'a.b', namespace: 'A b' }, []],
  [null, [`${AT}: Required value`]],
  [{}, [`${AT}.resource: Required value`, `${AT}.name: Required value`]],
  [{ ...parentRef, group: 'A' }, [`${AT}.group: Invalid value: "A"`]],
  [{ ...parentRef, resource: 'a/b' }, [`${AT}.resource: Invalid value: "a/b"`]],
  [{ ...parentRef, name: '..' }, [`${AT}.name: Invalid value: ".."`]],
  [{ ...parentRef, namespace: 'a%b' }, [`${AT}.namespace: Invalid value: "a%b"`]],
])('the parent %j', (ref, expected) => expectFindings(address('10.0.0.1', { parentRef: ref }), expected));

test('any fields are validated without throwing', () => answersAlways('networking.k8s.io/v1', 'IPAddress'));
