import { Lazy, Testing } from 'cdk8s';
import { Algorithm, ChartResources, HkubeAlgorithm, HkubeRegistration, HkubeWorkerJob, SharedVolume } from '../../src';
import { readMetadata } from '../../src/app/metadata';
import { errorsOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

const self: any = { a: 'b' };
self.self = self;
const token = Lazy.any({ produce: () => 'x' });

test.each<[unknown]>([
  [{}],
  [
    {
      name: 'a',
      namespace: 'n',
      labels: { a: 'b' },
      annotations: { 'acme.io/x': '' },
      finalizers: ['acme.io/f'],
      generateName: 'a-',
    },
  ],
  [{ ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }] }],
  [{ labels: { a: token }, annotations: token, finalizers: [token], ownerReferences: [{ uid: token }] }],
  [{ labels: null, name: undefined, annotations: { a: undefined } }],
])('correct metadata stays unchanged: %j', (metadata) => {
  const read = readMetadata(metadata);
  expect(read.findings).toEqual([]);
  expect(read.metadata).toEqual(metadata);
});

test.each([[undefined], [null]])('%p is not valid metadata', (none) =>
  expect(readMetadata(none)).toEqual({ metadata: {}, findings: [] }),
);

const WRONG: [string, unknown, string[]][] = [
  ['a number', 5, ['metadata']],
  ['a text', 'name', ['metadata']],
  ['a list', [null], ['metadata']],
  ['a Map', new Map([['name', 'a']]), ['metadata.Map']],
  ['labels that are not an object', { labels: 'team=vision', name: 'a' }, ['metadata.labels']],
  ['a list of labels', { labels: ['team'] }, ['metadata.labels']],
  ['a label that is empty', { labels: { team: {}, app: 'b' } }, ['metadata.labels[team]']],
  ['a label that is a list', { labels: { team: [] } }, ['metadata.labels[team]']],
  ['annotations that are not an object', { annotations: true }, ['metadata.annotations']],
  ['finalizers that are not a list', { finalizers: { a: 1 } }, ['metadata.finalizers']],
  ['finalizers as a text', { finalizers: 'acme.io/f' }, ['metadata.finalizers']],
  ['owners that are not a list', { ownerReferences: 7 }, ['metadata.ownerReferences']],
  [
    'an owner with another field',
    { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', zzz: {} }] },
    ['metadata.ownerReferences[0].zzz'],
  ],
  ['a name that is an object', { name: {} }, ['metadata.name']],
  ['a name that is a number', { name: 5 }, ['metadata.name']],
  ['an unknown field', { lables: {} }, ['metadata.lables']],
  [
    'a circular reference',
    { labels: self, annotations: { a: self }, self },
    ['metadata.labels[self]', 'metadata.annotations[a]', 'metadata.self'],
  ],
];

test.each(WRONG)('%s is reported, and the rest is kept', (_, given, paths) => {
  const { metadata, findings } = readMetadata(given);
  expect(findings.map(({ path }) => path)).toEqual(paths);
  expect(readMetadata(metadata).findings).toEqual([]);
});

const SPEC = { name: 'print', algorithmImage: IMAGE };
describe.each<[string, (chart: any, metadata: any) => unknown]>([
  ['an Algorithm', (chart, metadata) => new Algorithm(chart, 'a', { image: IMAGE, metadata })],
  ['an HkubeAlgorithm', (chart, metadata) => new HkubeAlgorithm(chart, 'a', { spec: SPEC, metadata })],
  ['a worker Job', (chart, metadata) => new HkubeWorkerJob(chart, 'a', { spec: SPEC, metadata })],
  [
    'a registration',
    (chart, metadata) =>
      new HkubeRegistration(chart, 'a', { spec: SPEC, endpoint: 'http://api.hkube.svc/api/v1', metadata }),
  ],
  ['a ResourceQuota', (chart, metadata) => ChartResources.of(chart).toResourceQuota(chart, 'a', { metadata })],
  [
    'a claim',
    (chart, metadata) => {
      const algorithm = new Algorithm(chart, 'a', { image: IMAGE });
      algorithm.mount('/v', SharedVolume.createPersistentVolumeClaim(algorithm, 'v', { storage: '1Gi', metadata }));
    },
  ],
])('%s', (_, make) => {
  test.each(WRONG)('with %s reports it once', (__, metadata, paths) => {
    const chart = Testing.chart();
    make(chart, metadata);
    const errors = errorsOf(chart);
    const said = errors.map((error) => /^\[test\/a[^\]]*\] (.*?): /.exec(error)?.[1]);
    // What copies the props does not know yet that labels are a map.
    expect(said.map((path) => path?.replace('labels.self', 'labels[self]')).sort()).toEqual([...paths].sort());
  });
});
