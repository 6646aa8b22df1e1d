import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const account = (fields: any) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' }, ...fields });

test.each<[any, string[]]>([
  [{}, []],
  [{ automountServiceAccountToken: false, imagePullSecrets: [{ name: 'x y' }], secrets: [{ name: 'b' }] }, []],
  [{ metadata: { name: 'a.b' } }, []],
  [{ metadata: { name: 'A' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "A"']],
  [{ metadata: { name: 'a', generation: -1 } }, ['META-GENERATION metadata.generation: Invalid value: -1']],
  [{ metadata: { name: 'a', finalizers: ['x'] } }, ['META-FINALIZER metadata.finalizers[0]: Invalid value: "x"']],
  [{ secrets: [{ name: 'b', uid: 'c' }] }, ['DROP-GATED secrets[0].uid: Dropped field']],
])('%j', (fields, expected) => expectFindings(account(fields), expected));

test('any fields are validated without throwing', () => answersAlways('v1', 'ServiceAccount'));
