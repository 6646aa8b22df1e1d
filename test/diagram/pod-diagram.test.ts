import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Algorithm, HkubeWorkerJob, PodDiagram, SharedVolume } from '../../src';

describe('a construct', () => {
  test('may be an algorithm, drawn as it is now', () => {
    const chart = Testing.chart();
    const algorithm = new Algorithm(chart, 'print', { image: 'acme/print:1' });
    expect(PodDiagram.of(algorithm)).toContain('subgraph pod["Job print"]');
    algorithm.mount('/data', SharedVolume.fromEmptyDir(algorithm, 'data'));
    algorithm.addSideCar('web', { image: 'acme/web:1' });
    ApiObject.of(algorithm).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'acme/patched:1'));
    expect(PodDiagram.of(algorithm)).toBe(`flowchart LR
  subgraph pod["Job print"]
    i0(["web<br/>acme/web:1<br/>native sidecar, stops after the containers"])
    c0["algorunner<br/>acme/patched:1"]:::main
  end
  i0 ==>|"has started"| c0
  v0[("data<br/>emptyDir")]
  c0 -.-|"/data"| v0
  classDef main stroke-width:3px
`);
  });

  test('may be a worker Job or a workload of cdk8s-plus', () => {
    const chart = Testing.chart();
    const worker = new HkubeWorkerJob(chart, 'worker', { spec: { name: 'print', algorithmImage: 'acme/print:1' } });
    expect(PodDiagram.of(worker)).toContain('c1["algorunner<br/>acme/print:1"]:::main');
    const deployment = new kplus.Deployment(chart, 'web', {
      containers: [{ image: 'acme/web:1' }],
      metadata: { name: 'web' },
    });
    expect(PodDiagram.of(deployment)).toContain('subgraph pod["Deployment web<br/>2 replicas"]');
  });

  test('without a pod is refused', () => {
    const chart = Testing.chart();
    expect(() => PodDiagram.of(new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service' }))).toThrow(
      'There is no pod in this manifest: pass a Pod, or a workload with a pod template',
    );
    expect(() => PodDiagram.of(new Chart(chart, 'empty'))).toThrow('[test/empty] has no API object: pass an Algorithm');
    const sideCar = new Algorithm(chart, 'print', { image: 'acme/print:1' }).addSideCar('web', { image: 'acme/web:1' });
    expect(() => PodDiagram.of(sideCar)).toThrow(
      '[test/print/web] has no API object: pass an Algorithm, an HkubeWorkerJob, a workload of cdk8s-plus or an ' +
        'ApiObject; for a SideCar, pass its Algorithm',
    );
    expect(() => PodDiagram.of(undefined as any)).toThrow(/^has no API object/);
  });
});

test('a manifest is drawn, or refused without a pod', () => {
  expect(
    PodDiagram.fromManifest({ kind: 'Pod', metadata: { name: 'x' }, spec: { containers: [{ name: 'a' }] } }),
  ).toContain('c0["a"]:::main');
  for (const manifest of [null, undefined, 5, 'x', [], {}]) {
    expect(() => PodDiagram.fromManifest(manifest)).toThrow('There is no pod in this manifest');
  }
});
