import { strict as assert } from 'assert';
import { Chart } from 'cdk8s';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmWorkload } from '../../../src';
import { Refusal } from '../namespace';
import { Scenario } from '../scenario';

/** A Job is applied again without a change, but not with another image. */
export const jobAppliedAgain: Scenario = {
  name: 'job-applied-again',
  async run(stage) {
    const job = (image: string) => (chart: Chart) => {
      // Without pods: what runs has no part in it.
      new Algorithm(chart, 'main', { image, workload: AlgorithmWorkload.job({ parallelism: 0 }) }).addSideCar(
        'sidecar',
        stage.script(UNTIL_STOPPED),
      );
    };
    const [first] = await stage.apply(job('docker.io/acme/print:v1'));
    const [same] = await stage.apply(job('docker.io/acme/print:v1'));
    assert.equal(same.metadata.generation, first.metadata.generation);
    const refusal: Refusal = await stage.apply(job('docker.io/acme/print:v2')).then(
      () => assert.fail('the change was accepted'),
      (error) => error,
    );
    assert.ok(refusal instanceof Refusal && refusal.answer.code === 422, String(refusal));
    assert.ok(
      refusal.causes.some(({ field, message }) => field === 'spec.template' && message.endsWith('field is immutable')),
      refusal.message,
    );
    return 'unchanged: accepted; with another image: spec.template: field is immutable';
  },
};

/** A CronJob and a Deployment take another image. */
export const othersAppliedAgain: Scenario = {
  name: 'others-applied-again',
  async run(stage) {
    const workloads = [
      AlgorithmWorkload.cronJob({ schedule: '@yearly', suspend: true }),
      AlgorithmWorkload.deployment({ replicas: 0 }),
    ];
    for (const workload of workloads) {
      const images: string[] = [];
      for (const tag of ['v1', 'v2']) {
        const [{ spec }] = await stage.apply(
          (chart) => new Algorithm(chart, 'main', { image: `docker.io/acme/print:${tag}`, workload }),
        );
        images.push((spec.jobTemplate?.spec ?? spec).template.spec.containers[0].image);
      }
      assert.deepEqual(images, ['docker.io/acme/print:v1', 'docker.io/acme/print:v2']);
    }
    return 'CronJob and Deployment take another image';
  },
};
