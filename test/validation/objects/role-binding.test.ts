import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const GROUP = 'rbac.authorization.k8s.io';
const roleRef = { apiGroup: GROUP, kind: 'ClusterRole', name: 'a' };
const binding = (kind: string, fields: any) => ({
  apiVersion: `${GROUP}/v1`,
  kind,
  metadata: { name: 'a' },
  roleRef,
  ...fields,
});
const ofBoth = (fields: any, expected: string[]) => {
  expectFindings(binding('RoleBinding', fields), expected);
  expectFindings(binding('ClusterRoleBinding', fields), expected);
};

test.each<[any, string[]]>([
  [{}, []],
  [{ roleRef: { ...roleRef, apiGroup: '' } }, []],
  [{ roleRef: { ...roleRef, name: 'system:A b' } }, []],
  [{ metadata: { name: 'a:B' } }, []],
  [{ metadata: { name: 'a%b' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a%b"']],
  [{ metadata: { name: 'a', generation: -1 } }, ['META-GENERATION metadata.generation: Invalid value: -1']],
  [
    { roleRef: { ...roleRef, apiGroup: 'rbac' } },
    [`RBAC-ROLEREF roleRef.apiGroup: Unsupported value: "rbac": supported values: "${GROUP}"`],
  ],
  [{ roleRef: { ...roleRef, name: '' } }, ['RBAC-ROLEREF roleRef.name: Required value']],
  [{ roleRef: { ...roleRef, name: 'a/b' } }, ['RBAC-ROLEREF roleRef.name: Invalid value: "a/b": may not contain']],
  [
    { roleRef: null },
    [
      'RBAC-ROLEREF roleRef.kind: Unsupported value: "": supported values: ',
      'RBAC-ROLEREF roleRef.name: Required value',
    ],
  ],
])('%j', ofBoth);

test('only a RoleBinding can refer to a Role', () => {
  const toRole = { roleRef: { ...roleRef, kind: 'Role' } };
  expectFindings(binding('RoleBinding', toRole), []);
  expectFindings(binding('ClusterRoleBinding', toRole), [
    'RBAC-ROLEREF roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
  ]);
});

test.each<[any, string[]]>([
  [{ kind: 'User', name: 'Jane Doe' }, []],
  [{ kind: 'Group', name: 'x', apiGroup: GROUP }, []],
  [{ kind: 'ServiceAccount', name: 'x', namespace: 'y' }, []],
  [{ kind: 'User' }, ['RBAC-SUBJECT subjects[0].name: Required value']],
  [{ kind: 'User', name: 'x', apiGroup: 'y' }, ['RBAC-SUBJECT subjects[0].apiGroup: Unsupported value: "y"']],
  [{ kind: 'Group', name: 'x', apiGroup: 'y' }, ['RBAC-SUBJECT subjects[0].apiGroup: Unsupported value: "y"']],
  [
    { kind: 'ServiceAccount', name: 'A', namespace: 'y', apiGroup: GROUP },
    [
      'RBAC-SUBJECT subjects[0].name: Invalid value: "A": a lowercase RFC 1123 subdomain',
      `RBAC-SUBJECT subjects[0].apiGroup: Unsupported value: "${GROUP}": supported values: ""`,
    ],
  ],
  [{ kind: 'ServiceAccount', namespace: 'y' }, ['RBAC-SUBJECT subjects[0].name: Required value']],
  [{ kind: 'user', name: 'x' }, ['RBAC-SUBJECT subjects[0].kind: Unsupported value: "user": supported values: "Serv']],
])('the subject %j', (subject, expected) => ofBoth({ subjects: [subject] }, expected));

test('a ClusterRoleBinding requires the namespace of a ServiceAccount', () => {
  const subjects = [{ kind: 'ServiceAccount', name: 'x' }];
  expectFindings(binding('RoleBinding', { subjects }), []);
  expectFindings(binding('ClusterRoleBinding', { subjects }), ['RBAC-SUBJECT subjects[0].namespace: Required value']);
});

test.each(['RoleBinding', 'ClusterRoleBinding'])('any fields of a %s are validated without throwing', (kind) =>
  answersAlways(`${GROUP}/v1`, kind),
);
