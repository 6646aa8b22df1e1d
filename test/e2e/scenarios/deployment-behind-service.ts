import { strict as assert } from 'assert';
import { k8s, Service } from 'cdk8s-plus-28';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, SharedVolume, AlgorithmWorkload } from '../../../src';
import { Scenario } from '../scenario';
import { conditionOf } from '../states';

/** A Deployment gets ready behind a Service of cdk8s-plus, whose answer is what the sidecar wrote. */
export const deploymentBehindService: Scenario = {
  name: 'deployment-behind-service',
  async run(stage) {
    await stage.create((chart) => {
      const algorithm = new Algorithm(chart, 'server', {
        ...stage.script('exec httpd -f -p 8080 -h /www'),
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/hello', port: k8s.IntOrString.fromNumber(8080) }, periodSeconds: 1 },
        workload: AlgorithmWorkload.deployment({ replicas: 2 }),
      });
      const www = SharedVolume.fromEmptyDir(algorithm, 'www');
      algorithm.mount('/www', www, { readOnly: true });
      algorithm.addSideCar('writer', stage.script('echo "hello" > /www/hello', UNTIL_STOPPED)).mount('/www', www);
      new Service(chart, 'service', {
        metadata: { name: 'web' },
        selector: algorithm,
        ports: [{ port: 80, targetPort: 8080 }],
      });
    });
    await stage.until('the Deployment is available', 60, async () => {
      const deployment = await stage.namespace.get('Deployment', 'server');
      return conditionOf(deployment, 'Available') && deployment.status.readyReplicas === 2 ? deployment : undefined;
    });
    const ready = await stage.until('the Service has two ready endpoints', 30, async () => {
      const slices = await stage.namespace.list('EndpointSlice', 'kubernetes.io/service-name=web');
      const endpoints = slices.flatMap((slice) => slice.endpoints ?? []).filter(({ conditions }) => conditions.ready);
      return endpoints.length === 2 ? slices : undefined;
    });
    assert.deepEqual(
      ready.flatMap(({ ports }) => ports.map(({ port }: any) => port)),
      [8080],
    );
    // The API server learns of endpoints a little later than those who ask it.
    const answer = await stage.until('the Service answers', 15, async () => {
      const { code, body } = await stage.namespace.getThroughService('web', 80, '/hello');
      return code === 200 ? body.message : undefined;
    });
    assert.equal(answer, 'hello\n');
    return 'two pods ready, two endpoints, and the Service answers';
  },
};
