import { deployment, found, object, service } from './found';

const set = (serviceName: string, more: object = {}) =>
  deployment('web', { kind: 'StatefulSet', ...more }, { serviceName });
const headless = (name: string, selector: object = { app: 'web' }, namespace?: string) =>
  service(name, { selector, clusterIP: 'None' }, namespace);
const indexed = (subdomain: string) =>
  object('batch/v1', 'Job', 'train', { spec: { template: { metadata: {}, spec: { subdomain } } } });

test.each<[string, object[]]>([
  ['a headless Service', [set('web'), headless('web')]],
  ['one that may live elsewhere', [set('web')]],
  [
    'one that may live elsewhere, with others there',
    [set('web'), service('web-http'), headless('other', { app: 'x' })],
  ],
  ['headless Services of another namespace', [set('web'), headless('x', { app: 'web' }, 'other')]],
  ['a subdomain', [indexed('train'), headless('train', { 'job-name': 'train' })]],
  ['a subdomain that may live elsewhere', [indexed('train'), headless('other', { app: 'x' })]],
  ['the pods of a Job', [set('web'), headless('train', { 'job-name': 'train' })]],
  ['no names', [set('')]],
])('no warning about %s', (_, objects) => expect(found(objects)).toEqual([]));

const WITHOUT = 'so the pods have no names of their own in DNS.';

test.each<[string, object[], string]>([
  [
    'not headless',
    [set('web'), service('web')],
    `StatefulSet/web spec.serviceName: the Service "web" (#1) is not headless, ${WITHOUT} Set its clusterIP to None`,
  ],
  [
    'another one for these pods',
    [set('web'), headless('web-headless')],
    `StatefulSet/web spec.serviceName: there is no Service "web", ${WITHOUT} Did you mean "web-headless" (#1)?`,
  ],
  [
    'a typo',
    [set('network'), headless('netwrok', { app: 'x' })],
    `StatefulSet/web spec.serviceName: there is no Service "network", ${WITHOUT} Did you mean "netwrok" (#1)?`,
  ],
  [
    'a subdomain',
    [indexed('workers'), headless('train', { 'job-name': 'train' })],
    `Job/train spec.template.spec.subdomain: there is no Service "workers", ${WITHOUT} Did you mean "train" (#1)?`,
  ],
])('%s', (_, objects, expected) => expect(found(objects)).toEqual([`WARN-HEADLESS ${expected}`]));
