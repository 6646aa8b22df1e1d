import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';

const role = (kind: string, fields: any) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'a' },
  ...fields,
});
const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
const urls = { verbs: ['get'], nonResourceURLs: ['/healthz'] };

test.each<[any, string[], string[]?]>([
  [{}, []],
  [{ rules: null }, []],
  [{ rules: [rule] }, []],
  [{ metadata: { name: 'system:A b' } }, []],
  [{ metadata: { name: 'a/b' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "a/b": may not contain \'/\'']],
  [{ metadata: { name: '..' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "..": may not be \'..\'']],
  [{ metadata: { name: 'a', generation: -1 } }, ['META-GENERATION metadata.generation: Invalid value: -1']],
  [{ rules: [{ ...rule, verbs: [] }] }, ['RBAC-RULE rules[0].verbs: Required value']],
  [
    { rules: [rule, { ...rule, apiGroups: [] }] },
    ['RBAC-RULE rules[1].apiGroups: Required value: resource rules must'],
  ],
  [{ rules: [{ ...rule, resources: null }] }, ['RBAC-RULE rules[0].resources: Required value: resource rules must']],
  [
    { rules: [null] },
    [
      'RBAC-RULE rules[0].verbs: Required value',
      'RBAC-RULE rules[0].apiGroups: Required value',
      'RBAC-RULE rules[0].resources: Required value',
    ],
  ],
  [{ rules: [urls] }, ['RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot'], []],
  [
    { rules: [{ ...urls, ...rule }] },
    [
      'RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply',
      'RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both',
    ],
    ['RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both'],
  ],
  [
    { rules: [{ ...urls, resourceNames: ['x'] }] },
    [
      'RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply',
      'RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both',
    ],
    ['RBAC-RULE rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both'],
  ],
])('%j', (fields, ofRole, ofClusterRole = ofRole) => {
  expectFindings(role('Role', fields), ofRole);
  expectFindings(role('ClusterRole', fields), ofClusterRole);
});

test.each<[any, string[]]>([
  [null, []],
  [{ clusterRoleSelectors: [{}] }, []],
  [{ clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] }, []],
  [{}, ['RBAC-AGGREGATION aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector']],
  [
    { clusterRoleSelectors: [{}, { matchExpressions: [{ key: 'a', operator: 'x' }] }] },
    [
      'RBAC-AGGREGATION aggregationRule.clusterRoleSelectors[1].matchExpressions[0].operator: Invalid value: "x"',
      'RBAC-AGGREGATION aggregationRule.clusterRoleSelectors[1]: Invalid value: null: invalid label selector.',
    ],
  ],
])('the aggregation %j', (aggregationRule, expected) =>
  expectFindings(role('ClusterRole', { aggregationRule }), expected),
);

test('the text about missing verbs changed after 1.36', () => {
  const withoutVerbs = role('Role', { rules: [{ ...rule, verbs: [] }] });
  expectFindings(withoutVerbs, ['RBAC-RULE rules[0].verbs: Required value: verbs must contain at least one value'], 36);
});

test('a ClusterRole has no namespace', () =>
  expectFindings(role('ClusterRole', { metadata: { name: 'a', namespace: 'A b' } }), []));

test.each(['Role', 'ClusterRole'])('any fields of a %s are validated without throwing', (kind) =>
  answersAlways('rbac.authorization.k8s.io/v1', kind),
);
