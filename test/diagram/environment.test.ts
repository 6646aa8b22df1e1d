import { environmentSources } from '../../src/diagram/environment';

const from = (kind: 'secretKeyRef' | 'configMapKeyRef', name: string) => ({ [kind]: { name, key: 'hunter2' } });

test('variables are grouped by source, without those that have values', () => {
  expect([
    ...environmentSources({
      env: [
        { name: 'PLAIN', value: 'hunter2' },
        { name: 'TOKEN', valueFrom: from('secretKeyRef', 'api') },
        { name: 'USER', valueFrom: from('secretKeyRef', 'api') },
        { name: 'A', valueFrom: from('configMapKeyRef', 'settings') },
        { name: 'B', valueFrom: from('configMapKeyRef', 'settings') },
        { name: 'C', valueFrom: from('configMapKeyRef', 'settings') },
        { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      ],
      envFrom: [{ secretRef: { name: 'all' } }, { prefix: 'X_', configMapRef: { name: 'more' } }],
    }),
  ]).toEqual([
    ['Secret api', 'env TOKEN, USER'],
    ['Secret all', 'env, all keys'],
    ['ConfigMap settings', 'env, 3 variables'],
    ['ConfigMap more', 'env, all keys'],
  ]);
});

test.each([
  [{}],
  [{ env: null, envFrom: 'x' }],
  [{ env: [null, 5, [], { valueFrom: [] }], envFrom: [null, { secretRef: 'x' }] }],
])('%j has no sources', (container) => {
  expect(environmentSources(container).size).toBe(0);
});
