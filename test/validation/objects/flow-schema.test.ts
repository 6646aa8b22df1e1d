import { validateFlowSchema } from '../../../src/validation/objects/flow-schema';
import { testNeverThrows, testRule } from '../kind-table';

const user = { kind: 'User', user: { name: 'u' } };
const resourceRule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] };
const rules = (change: any) => ({ spec: { rules: [{ subjects: [user], resourceRules: [resourceRule], ...change }] } });
const resource = (change: any) => rules({ resourceRules: [{ ...resourceRule, ...change }] });
const urls = (...nonResourceURLs: string[]) => rules({ nonResourceRules: [{ verbs: ['get'], nonResourceURLs }] });
const precedence = (matchingPrecedence: number) => ({ spec: { matchingPrecedence } });
const at = 'FLOW spec.rules[0]';
const url = `${at}.nonResourceRules[0].nonResourceURLs`;

testRule(validateFlowSchema, { metadata: { name: 'f' }, spec: { priorityLevelConfiguration: { name: 'p' } } }, [
  [{ metadata: { generation: -1 } }, []],
  [
    { spec: { priorityLevelConfiguration: { name: '' } } },
    ['FLOW spec.priorityLevelConfiguration.name: Required value'],
  ],
  [
    { spec: { priorityLevelConfiguration: { name: 'A' } } },
    ['FLOW spec.priorityLevelConfiguration.name: Invalid value: "A"'],
  ],
  [precedence(0), []],
  [precedence(-1), ['FLOW spec.matchingPrecedence: Invalid value: -1']],
  [precedence(1), ['FLOW spec.matchingPrecedence: Invalid value: 1: only the schema']],
  [precedence(10000), []],
  [precedence(10001), ['FLOW spec.matchingPrecedence: Invalid value: 10001']],
  [{ metadata: { name: 'catch-all' } }, ['FLOW spec: Invalid value']],
  [{ spec: { distinguisherMethod: { type: 'ByUser' } } }, []],
  [{ spec: { distinguisherMethod: { type: 'x' } } }, ['FLOW spec.distinguisherMethod.type: Unsupported value']],
  [rules({}), []],
  [rules({ subjects: [] }), [`${at}.subjects: Required value`]],
  [rules({ resourceRules: [] }), [`${at}: Required value`]],
  [rules({ subjects: [{ kind: 'x' }] }), [`${at}.subjects[0].kind: Unsupported value: "x"`]],
  [rules({ subjects: [{ kind: 'User' }] }), [`${at}.subjects[0].user: Required value`]],
  [rules({ subjects: [{ ...user, group: { name: 'g' } }] }), [`${at}.subjects[0].group: Forbidden`]],
  [rules({ subjects: [{ kind: 'Group', group: {} }] }), [`${at}.subjects[0].group.name: Required value`]],
  [rules({ subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: 'n' } }] }), []],
  [
    rules({ subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: 'A' } }] }),
    [
      `${at}.subjects[0].serviceAccount.name: Invalid value: "A"`,
      `${at}.subjects[0].serviceAccount.namespace: Required value`,
    ],
  ],
  [resource({ verbs: [] }), [`${at}.resourceRules[0].verbs: Required value`]],
  [resource({ verbs: ['*', 'get'] }), [`${at}.resourceRules[0].verbs: Invalid value`]],
  [resource({ verbs: ['Get'] }), [`${at}.resourceRules[0].verbs: Unsupported value: ["Get"]`]],
  [resource({ apiGroups: ['*', 'a'] }), [`${at}.resourceRules[0].apiGroups: Invalid value`]],
  [resource({ namespaces: [] }), [`${at}.resourceRules[0].namespaces: Required value`]],
  [resource({ namespaces: [], clusterScope: true }), []],
  [resource({ namespaces: ['A'] }), [`${at}.resourceRules[0].namespaces[0]: Invalid value: "A": each member`]],
  [urls('/', '/a/*', '/a/b'), []],
  [urls(), [`${url}: Required value`]],
  [urls('*', '/a'), [`${url}: Invalid value`]],
  [urls('', 'a', '/a b', '//', '/a*', '/*/*'), [0, 1, 2, 3, 4, 5].map((i) => `${url}[${i}]: Invalid value`)],
]);
testNeverThrows('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema');
