import { changed, testUpdates } from './expect-update';

const method = 'server-side';
const ports = (...given: any[]) => ({
  spec: { template: { spec: { containers: [{ name: 'main', image: 'a:1', ports: given }] } } },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'main', image: 'a:1' }] } },
  },
};

testUpdates(deployment, [
  [{}, [], { method }],
  [ports({ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }), [], { method }],
  [
    ports({ containerPort: 53 }, { containerPort: 53, protocol: 'TCP' }),
    ['UPD-PATCH spec.template.spec.containers'],
    { method },
  ],
  [{ metadata: { finalizers: ['a.b/c', 'a.b/c'] } }, ['UPD-PATCH metadata.finalizers'], { method }],
  // Nothing takes the place of what is applied as null.
  [{ spec: { template: { spec: { containers: null } } } }, ['CTR-REQUIRED spec.template.spec.containers'], { method }],
  // A selector is replaced as a whole.
  [{ spec: { selector: { matchLabels: { a: undefined, c: 'd' } } } }, ['DEP-SELECTOR', 'UPD-IMMUTABLE'], { method }],
]);

const job = changed(deployment, { apiVersion: 'batch/v1', kind: 'Job', spec: { selector: undefined } });
testUpdates(changed(job, { spec: { template: { spec: { restartPolicy: 'Never' } } } }), [
  [{ metadata: { labels: { a: 'b' } } }, [], { method }],
  [ports({ containerPort: 1 }), ['UPD-JOB spec.template: Invalid value'], { method }],
]);

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'x' },
  spec: { ports: [{ name: 'http', port: 80 }] },
};
testUpdates(service, [
  // The protocol is part of a port's key, also when it is left out.
  [{ metadata: { labels: { a: 'b' } } }, [], { method, old: { spec: { ports: [{ port: 80, protocol: 'TCP' }] } } }],
  [{ spec: { ports: null } }, ['SVC-PORT spec.ports: Required value'], { method }],
  // A key that is left out is empty.
  [{ status: { conditions: [{}] } }, [], { method }],
  [{ status: { conditions: [null] } }, ['UPD-PATCH status.conditions: Invalid value'], { method }],
  [{ status: { conditions: [{}, { type: '' }] } }, ['UPD-PATCH status.conditions: Invalid value'], { method }],
]);

const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'x' }, secrets: [{ name: 'a' }] };
testUpdates(account, [
  [{ secrets: [{ name: 'a' }, {}] }, ['UPD-PATCH secrets: Invalid value'], { method }],
  [{ secrets: [{ name: 'a' }, { name: null }] }, [], { method }],
]);

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'x' },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
  rules: [],
};
testUpdates(role, [
  // Of a map that has lost all its fields nothing is left; what has not been there is empty.
  [{ aggregationRule: { clusterRoleSelectors: undefined } }, [], { method }],
  [
    { aggregationRule: { clusterRoleSelectors: undefined } },
    ['RBAC-AGGREGATION'],
    { method, old: { aggregationRule: undefined } },
  ],
]);

const flowSchema = (nonResourceURLs: string[]) => ({
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  metadata: { name: 'x' },
  spec: {
    priorityLevelConfiguration: { name: 'none' },
    rules: [
      {
        subjects: [{ kind: 'User', user: { name: 'nobody' } }],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs }],
      },
    ],
  },
});
// The rules are replaced as a whole, and what is a set in them is one all the same.
testUpdates(flowSchema(['/a']), [
  [flowSchema(['/b', '/c']), [], { method }],
  [
    flowSchema(['/a', '/a']),
    ['UPD-PATCH spec.rules[0].nonResourceRules[0].nonResourceURLs: Invalid value'],
    { method },
  ],
  [flowSchema(['/a', '/a']), [], { method: 'replace' }],
  // Its conditions have no default type.
  [{ status: { conditions: [{ status: 'True' }] } }, ['UPD-PATCH status.conditions: Invalid value'], { method }],
]);

testUpdates({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, binaryData: { a: 'YQ==' } }, [
  [{ binaryData: { a: 'Yg==' } }, [], { method }],
  [{ binaryData: { a: [97] } }, ['UPD-PATCH binaryData[a]: Invalid value'], { method }],
  // Go takes numbers for bytes.
  [{ binaryData: { a: [97] } }, [], { method: 'replace' }],
]);
