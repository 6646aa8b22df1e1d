import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { ConstructOrder } from 'constructs';
import {
  hasOwnResolvers,
  METADATA_EDITS,
  metadataParts,
  patchOperation,
  SYNTHESES,
  watchMetadata,
  watchSynthesis,
  watchWalks,
  withChartSynthesis,
} from '../../src/app/cdk8s-internals';

/** Versions of cdk8s that were tried: the oldest that is supported, and the newest when this was written. */
const TRIED_WITH = ['2.69.0', '2.70.106'];

const { version } = JSON.parse(readFileSync(join(dirname(require.resolve('cdk8s')), '../package.json'), 'utf8'));

/** Fails with the versions to look at. */
function expectMember(what: string, isThere: boolean): void {
  const expected = `cdk8s ${version} has ${what}, as ${TRIED_WITH.join(' and ')} have`;
  expect(isThere ? expected : `cdk8s ${version} has no ${what}: adapt src/app/cdk8s-internals.ts`).toBe(expected);
}

const objectIn = (app: App) =>
  new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });

test('the resolvers of an app are found', () => {
  expectMember('App.resolvers', Array.isArray((new App() as any).resolvers));
  expect(hasOwnResolvers(objectIn(new App()))).toBe(false);
  expect(hasOwnResolvers(objectIn(new App({ resolvers: [{ resolve: () => {} }] })))).toBe(true);
});

test('the additional attributes of metadata are found', () => {
  const { metadata } = objectIn(new App());
  const members = ['labels', 'annotations', 'finalizers', 'ownerReferences', '_additionalAttributes'];
  for (const member of members) expectMember(`ApiObjectMetadataDefinition.${member}`, member in metadata);
  metadata.add('custom', { a: 'b' });
  expect(metadataParts(metadata)).toContainEqual(expect.objectContaining({ custom: { a: 'b' } }));
});

test('the operation of a patch is found', () => {
  expectMember('JsonPatch._toJson', typeof (JsonPatch.remove('/a') as any)._toJson === 'function');
  expect(patchOperation(JsonPatch.add('/a', 1))).toEqual({ op: 'add', path: '/a', value: 1 });
  expect(patchOperation(JsonPatch.move('/a', '/b'))).toEqual({ op: 'move', from: '/a', path: '/b' });
});

test.each([[undefined], [null], ['add'], [{ op: 'add' }], [[]]])('%p has no operation', (patch) =>
  expect(patchOperation(patch)).toBeUndefined(),
);

test('edits of metadata are noticed', () => {
  const { metadata } = objectIn(new App());
  for (const method of METADATA_EDITS) {
    expectMember(`ApiObjectMetadataDefinition.${method}()`, typeof metadata[method] === 'function');
  }
  const changed = jest.fn();
  watchMetadata(metadata, changed);
  metadata.addLabel('a', 'b');
  metadata.addAnnotation('c', 'd');
  expect([metadata.getLabel('a'), changed.mock.calls.length]).toEqual(['b', 2]);
});

test('a synthesis of an app is noticed', () => {
  const app = Testing.app();
  for (const method of SYNTHESES) expectMember(`App.${method}()`, typeof app[method] === 'function');
  objectIn(app);
  const calls: string[] = [];
  watchSynthesis(
    app,
    () => calls.push('begin'),
    () => calls.push('end'),
  );
  expect(app.synthYaml()).toContain('name: a');
  app.synth();
  app.node.addValidation({ validate: () => ['wrong'] });
  expect(() => app.synth()).toThrow('wrong');
  expect(calls).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end']);
});

test('a walk is noticed before each validation', () => {
  const app = Testing.app();
  const { chart } = objectIn(app);
  const walks: number[] = [];
  watchWalks(app, (constructs) => walks.push(constructs.length));
  app.node.addValidation({ validate: () => (walks.push(0), []) });
  chart.toJson();
  expect(walks).toEqual([3, 0]);
  app.node.findAll(ConstructOrder.POSTORDER);
  expect(walks).toEqual([3, 0]);
});

test('the function that renders a chart is found', () => {
  expectMember('App._synthChart()', typeof (App as any)._synthChart === 'function');
  const chart = objectIn(new App()).chart;
  const others = objectIn(new App()).chart;
  const print = () => [chart, others].map((each) => each.toJson().map(({ kind }: any) => kind ?? 'ours'));
  expect(withChartSynthesis(App.of(chart), () => [{}], print)).toEqual([['ours'], ['ConfigMap']]);
  expect(withChartSynthesis(App.of(chart), () => undefined, print)).toEqual([['ConfigMap'], ['ConfigMap']]);
  expect(print()).toEqual([['ConfigMap'], ['ConfigMap']]);
});

test('syntheses are not noticed at a root that is not an app', () => {
  const chart = new Chart(undefined as any, 'chart');
  expect(() => watchSynthesis(chart, jest.fn(), jest.fn())).not.toThrow();
});
