import { JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Algorithm, AlgorithmProps } from '../../src';
import { errorsOf, workloadOf } from '../fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

interface Content {
  readonly data?: { readonly [key: string]: string };
  readonly props?: Partial<AlgorithmProps>;
  readonly namespace?: string;
}

function declare({ data = { a: '1' }, props, namespace }: Content) {
  const chart = Testing.chart();
  const metadata = { name: 'conf', namespace };
  const map = new k8s.KubeConfigMap(chart, 'map', { metadata, data });
  new k8s.KubeSecret(chart, 'secret', { metadata, stringData: data });
  const algorithm = new Algorithm(chart, 'print', {
    image: IMAGE,
    nameSuffixHash: true,
    nameSuffixHashConfig: true,
    ...props,
  });
  return { chart, map, algorithm };
}

const nameOf = (content: Content) => declare(content).algorithm.printedName;
const pod = (volume: any): Partial<AlgorithmProps> => ({ pod: { fields: { volumes: [{ name: 'v', ...volume }] } } });

const READERS: Array<[string, Partial<AlgorithmProps>]> = [
  ['a variable of a ConfigMap', { env: { A: { configMapKeyRef: { name: 'conf', key: 'a' } } } }],
  ['a variable of a Secret', { env: { A: { secretKeyRef: { name: 'conf', key: 'a' } } } }],
  ['all variables of a ConfigMap', { envFrom: [{ configMapRef: { name: 'conf' } }] }],
  ['all variables of a Secret', { envFrom: [{ secretRef: { name: 'conf' } }] }],
];

test.each(READERS)('%s: another content changes the name', (_, props) => {
  const name = nameOf({ props });
  expect(nameOf({ props })).toBe(name);
  expect(nameOf({ props, data: { a: '2' } })).not.toBe(name);
  expect(nameOf({ props, data: { a: '1', b: '2' } })).not.toBe(name);
});

test.each(READERS)('%s: without the option the name stays the same', (_, props) => {
  const plain = { ...props, nameSuffixHashConfig: false };
  expect(nameOf({ props: plain, data: { a: '2' } })).toBe(nameOf({ props: plain }));
});

test.each<[string, any]>([
  ['a volume of a ConfigMap', { configMap: { name: 'conf' } }],
  ['a volume of a Secret', { secret: { secretName: 'conf' } }],
  ['a projected volume', { projected: { sources: [{ configMap: { name: 'conf' } }] } }],
])('%s counts as content', (_, volume) => {
  const props = pod(volume);
  expect(nameOf({ props, data: { a: '2' } })).not.toBe(nameOf({ props }));
});

test('content that the pods do not read, and objects of others, do not count', () => {
  expect(nameOf({ data: { a: '2' } })).toBe(nameOf({}));
  expect(nameOf({})).toBe(nameOf({ props: { nameSuffixHashConfig: false } }));
  const [[, props]] = READERS;
  expect(nameOf({ props, data: { a: '2' }, namespace: 'other' })).toBe(nameOf({ props, namespace: 'other' }));
});

test('content that is set later counts too', () => {
  const [[, props]] = READERS;
  const { chart, map } = declare({ props });
  const before = workloadOf(chart).metadata.name;
  map.addJsonPatch(JsonPatch.replace('/data/a', '2'));
  expect(workloadOf(chart).metadata.name).not.toBe(before);
  expect(workloadOf(chart).metadata.name).toBe(nameOf({ props, data: { a: '2' } }));
});

test('the option requires a hash in the name', () => {
  const { chart } = declare({ props: { nameSuffixHash: false } });
  expect(errorsOf(chart)).toEqual([
    '[test/print] metadata.name: Forbidden: the name has no hash to cover more. ' +
      'Turn on nameSuffixHash, or remove nameSuffixHashConfig',
  ]);
});
