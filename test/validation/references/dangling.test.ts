import { config, deployment, found, object } from './found';

const RBAC = 'rbac.authorization.k8s.io';
const from = (name: string, namespace?: string, workload = 'web') =>
  deployment(workload, { namespace, containers: [{ name: 'main', envFrom: [{ configMapRef: { name } }] }] });
const mounting = (volume: object, namespace?: string) => deployment('web', { namespace, volumes: [volume] });
const claim = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
const account = (name: string, namespace?: string) => object('v1', 'ServiceAccount', name, { namespace });
const binding = (subject: object, roleRef: object = {}) =>
  object(`${RBAC}/v1`, 'RoleBinding', 'b', {
    namespace: 'a',
    subjects: [{ kind: 'ServiceAccount', ...subject }],
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'r', ...roleRef },
  });
const role = (kind: string, name: string, namespace?: string) => object(`${RBAC}/v1`, kind, name, { namespace });
const hpa = (scaleTargetRef: object) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', { spec: { metrics: [{}], scaleTargetRef } });
const backend = object('networking.k8s.io/v1', 'Ingress', 'in', {
  spec: { defaultBackend: { service: { name: 'storefornt', port: { number: 80 } } } },
});
const storefront = object('v1', 'Service', 'storefront', { spec: { ports: [{ port: 80 }] } });

test.each<[string, object[]]>([
  ['a ConfigMap', [config('settings'), from('settings')]],
  ['one that may live elsewhere', [from('settings'), config('others')]],
  ['one that may be of this namespace', [from('settings', 'a'), config('settings')]],
  ['one of another directory', [from('settigns'), config('settings', { scope: 'other' })]],
  ['a role without its group', [binding({ kind: 'User' }, { apiGroup: undefined }), role('Role', 'r', 'a')]],
  ['wherever the pods run', [from('settings'), config('settings', { namespace: 'b' })]],
  [
    'one of another namespace, where it is in use',
    [from('settings', 'a'), config('settings', { namespace: 'b' }), from('settings', 'b', 'other')],
  ],
  ['a similar one that is in use', [from('settigns'), config('settings'), from('settings', undefined, 'other')]],
  ['names that differ by a number', [from('settings1'), config('settings2')]],
  ['names that differ by a word', [from('settings-dev'), config('settings-prod')]],
  ['a part of the name is a variable', [from('$' + '{APP}-settings'), config('x-settings')]],
  ['a namespace that is a variable', [from('settings', '$' + '{NS}'), config('settings', { namespace: 'b' })]],
  ['an account that every namespace has', [binding({ name: 'default' }), account('default', 'b')]],
  ['an account of the binding', [binding({ name: 'robot' }), account('robot', 'a')]],
  ['a target', [deployment('web'), hpa({ apiVersion: 'apps/v1beta1', kind: 'Deployment', name: 'web' })]],
  ['a claim', [mounting(claim('data')), object('v1', 'PersistentVolumeClaim', 'data')]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

const ENV = 'Deployment/web spec.template.spec.containers[0].envFrom[0].configMapRef.name';

test.each<[string, object[], string]>([
  [
    'a typo',
    [from('settigns'), config('settings')],
    `${ENV}: there is no ConfigMap "settigns". Did you mean ConfigMap "settings" (#1)?`,
  ],
  [
    'another namespace',
    [from('settings', 'a'), config('settings', { namespace: 'b' })],
    `${ENV}: there is no ConfigMap "settings" in namespace "a". Did you mean ConfigMap "settings" in ` +
      'namespace "b" (#1)?',
  ],
  [
    'another kind',
    [from('settings'), object('v1', 'Secret', 'settings')],
    `${ENV}: there is no ConfigMap "settings". Did you mean Secret "settings" (#1)?`,
  ],
  [
    'a claim of another namespace',
    [mounting(claim('data'), 'a'), object('v1', 'PersistentVolumeClaim', 'data', { namespace: 'b' })],
    'Deployment/web spec.template.spec.volumes[0].persistentVolumeClaim.claimName: there is no PersistentVolumeClaim ' +
      '"data" in namespace "a". Did you mean PersistentVolumeClaim "data" in namespace "b" (#1)?',
  ],
  [
    'an account of the pods',
    [deployment('web', { serviceAccountName: 'reporter' }), account('reproter')],
    'Deployment/web spec.template.spec.serviceAccountName: there is no ServiceAccount "reporter". Did you mean ' +
      'ServiceAccount "reproter" (#1)?',
  ],
  [
    'a secret to pull with',
    [deployment('web', { imagePullSecrets: [{ name: 'registry-crde' }] }), object('v1', 'Secret', 'registry-cred')],
    'Deployment/web spec.template.spec.imagePullSecrets[0].name: there is no Secret "registry-crde". Did you mean ' +
      'Secret "registry-cred" (#1)?',
  ],
  [
    'a subject of another namespace',
    [binding({ name: 'robot' }), account('robot', 'b')],
    'RoleBinding/b subjects[0].name: there is no ServiceAccount "robot" in namespace "a". Did you mean ' +
      'ServiceAccount "robot" in namespace "b" (#1)?',
  ],
  [
    'a role of another kind',
    [binding({ kind: 'User' }, { name: 'viewer' }), role('ClusterRole', 'viewer')],
    `RoleBinding/b roleRef.name: there is no Role.${RBAC} "viewer" in namespace "a". Did you mean ` +
      `ClusterRole.${RBAC} "viewer" (#1)?`,
  ],
  [
    'a target of another kind',
    [deployment('web', { kind: 'StatefulSet' }), hpa({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' })],
    'HorizontalPodAutoscaler/h spec.scaleTargetRef.name: there is no Deployment.apps "web". Did you mean ' +
      'StatefulSet.apps "web" (#0)?',
  ],
  [
    'a target of another group',
    [deployment('web'), hpa({ apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'web' })],
    'HorizontalPodAutoscaler/h spec.scaleTargetRef.name: there is no Deployment.extensions "web". Did you mean ' +
      'Deployment.apps "web" (#0)?',
  ],
  [
    'a target without its group',
    [deployment('web'), hpa({ kind: 'Deployment', name: 'web' })],
    'HorizontalPodAutoscaler/h spec.scaleTargetRef.name: there is no Deployment of the core API "web". Did you mean ' +
      'Deployment.apps "web" (#0)?',
  ],
  [
    'a backend',
    [backend, storefront],
    'Ingress/in spec.defaultBackend.service.name: there is no Service "storefornt". Did you mean Service ' +
      '"storefront" (#1)?',
  ],
])('%s', (_, objects, expected) => {
  expect(found(objects)).toEqual([`WARN-REFERENCE ${expected} Nothing else refers to it`]);
});

test('each name is reported once', () => {
  const both = deployment('web', { volumes: ['a', 'b'].map((name) => ({ name, configMap: { name: 'settigns' } })) });
  expect(found([both, config('settings')])).toHaveLength(1);
});
