import { isOwned, lossesOf } from './kept';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';

const job = (podSpec: any, metadata: any = { name: 'a' }) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata,
  spec: { template: { spec: podSpec } },
});
const losses = (sent: any, kept: any) => lossesOf(job(sent), job(kept), NEWEST_MINOR);
const at = 'spec.template.spec';

test.each<[string, any, any]>([
  ['defaults', { nodeName: 'a' }, { nodeName: 'a', dnsPolicy: 'ClusterFirst' }],
  ['canonical quantities', { overhead: { cpu: '1000m', memory: 1024 } }, { overhead: { cpu: '1', memory: '1024' } }],
  ['quantities rounded up', { overhead: { cpu: '0.0001' } }, { overhead: { cpu: '1m' } }],
  ['null', { nodeName: null, containers: [null] }, {}],
])('%s count as kept', (_what, sent, kept) => expect(losses(sent, kept).lost).toEqual([]));

test.each<[string, any, any, string[]]>([
  ['a field', { hostname: 'a' }, {}, [`${at}.hostname`]],
  ['a struct', { securityContext: { runAsUser: 1 } }, {}, [`${at}.securityContext`]],
  ['a value', { hostname: 'a' }, { hostname: 'b' }, [`${at}.hostname`]],
  ['an item', { tolerations: [{ key: 'a' }, { key: 'b' }] }, { tolerations: [{ key: 'a' }] }, [`${at}.tolerations[1]`]],
  ['an amount', { overhead: { cpu: '1' } }, { overhead: { cpu: '2' } }, [`${at}.overhead.cpu`]],
  ['a key', { nodeSelector: { 'a/b': '' } }, { nodeSelector: {} }, [`${at}.nodeSelector[a/b]`]],
  ['a map', { nodeSelector: { 'a/b': '' } }, {}, [`${at}.nodeSelector`]],
  [
    'a text',
    { containers: [{ args: ['\ud800'] }] },
    { containers: [{ args: ['\ufffd'] }] },
    [`${at}.containers[0].args[0]`],
  ],
])('%s that is missing counts as lost', (_what, sent, kept, paths) => expect(losses(sent, kept).lost).toEqual(paths));

test('a value that was empty is listed separately when it is missing', () => {
  expect(losses({ priority: 0, evictionResponders: [{}], dnsConfig: { options: [] } }, {})).toEqual({
    lost: [],
    hollow: [`${at}.priority`, `${at}.evictionResponders`, `${at}.dnsConfig`],
  });
});

test('metadata that only the server writes is ignored', () => {
  const sent = job({}, { name: 'a', uid: 'x', generation: 7, managedFields: [{ manager: 'me' }], labels: { a: 'b' } });
  expect(lossesOf(sent, job({}, { name: 'a', uid: 'y' }), NEWEST_MINOR).lost).toEqual(['metadata.labels']);
  expect(lossesOf({ ...sent, status: { active: 1 } }, sent, NEWEST_MINOR).lost).toEqual([]);
  expect([isOwned('status.active'), isOwned('metadata.uid'), isOwned('metadata.name'), isOwned('spec.status')]).toEqual(
    [true, true, false, false],
  );
});

test('an owner reference that occurs twice is kept once', () => {
  const [a, b] = ['a', 'b'].map((uid) => ({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid }));
  const of = (ownerReferences: any[]) => job({}, { name: 'a', ownerReferences });
  expect(lossesOf(of([a, a, b]), of([a, b]), NEWEST_MINOR).lost).toEqual([]);
  expect(lossesOf(of([a, b]), of([a]), NEWEST_MINOR).lost).toEqual(['metadata.ownerReferences[1]']);
});

test('stringData of a Secret is returned as data', () => {
  const secret = (rest: any) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...rest });
  const kept = secret({ data: { a: 'YQ==' } });
  expect(lossesOf(secret({ stringData: { a: 'a' } }), kept, NEWEST_MINOR).lost).toEqual([]);
  expect(lossesOf(secret({ stringData: { a: 'a' }, data: { a: 'Yg==' } }), kept, NEWEST_MINOR).lost).toEqual([
    'data.a',
  ]);
  expect(lossesOf(secret({ data: { a: [97] } }), kept, NEWEST_MINOR).lost).toEqual([]);
});

test('the same time in another zone counts as kept', () => {
  const sent = { metadata: { creationTimestamp: '2026-01-31T13:00:00+01:00' } };
  const of = (template: any) => ({ apiVersion: 'batch/v1', kind: 'Job', spec: { template } });
  expect(
    lossesOf(of(sent), of({ metadata: { creationTimestamp: '2026-01-31T12:00:00Z' } }), NEWEST_MINOR).lost,
  ).toEqual([]);
  const farther = { metadata: { creationTimestamp: '2026-01-31T12:00:00.5+24:00' } };
  expect(
    lossesOf(of(farther), of({ metadata: { creationTimestamp: '2026-01-30T12:00:00Z' } }), NEWEST_MINOR).lost,
  ).toEqual([]);
  expect(
    lossesOf(of(sent), of({ metadata: { creationTimestamp: '2026-01-31T13:00:00Z' } }), NEWEST_MINOR).lost,
  ).toEqual(['spec.template.metadata.creationTimestamp']);
});
