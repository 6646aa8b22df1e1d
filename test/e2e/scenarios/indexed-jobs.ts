import { strict as assert } from 'assert';
import { UNTIL_STOPPED } from './scripts';
import { Algorithm, JobOptions, AlgorithmWorkload } from '../../../src';
import { Scenario, Stage } from '../scenario';

/** What the pod of an index does is a line of shell; each has a sidecar that would run forever. */
function createIndexed(stage: Stage, lines: readonly string[], job: JobOptions): Promise<any[]> {
  return stage.create((chart) => {
    const cases = lines.map((line, i) => `${i}) ${line} ;;`);
    const algorithm = new Algorithm(chart, 'main', {
      ...stage.script('case $JOB_COMPLETION_INDEX in', ...cases, 'esac'),
      workload: AlgorithmWorkload.job({
        completionMode: 'Indexed',
        completions: lines.length,
        parallelism: lines.length,
        ...job,
      }),
      pod: { terminationGracePeriodSeconds: 2 },
    });
    algorithm.addSideCar('sidecar', stage.script(UNTIL_STOPPED));
  });
}

/** The indexes of all pods that there are. */
async function triedIndexes(stage: Stage): Promise<string> {
  return (await stage.pods('main'))
    .map(({ metadata }) => metadata.annotations['batch.kubernetes.io/job-completion-index'])
    .sort()
    .join(',');
}

const FAIL_INDEX_ON_2 = { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [2] } }] };

/** Each index is tried by itself: one that fails keeps no other from being done, but the Job has failed in the end. */
export const indexesFail: Scenario = {
  name: 'indexes-fail',
  async run(stage) {
    await createIndexed(stage, ['exit 0', 'exit 1', 'exit 2', 'sleep 5'], {
      backoffLimitPerIndex: 1,
      podFailurePolicy: FAIL_INDEX_ON_2,
    });
    const { reason } = await stage.end('main', 'Failed');
    const { status } = await stage.namespace.get('Job', 'main');
    assert.deepEqual([reason, status.completedIndexes, status.failedIndexes], ['FailedIndexes', '0,3', '1,2']);
    assert.equal(await triedIndexes(stage), '0,1,1,2,3');
    return (
      'index 1 exited 1 and was tried again, index 2 exited 2 and was not, by FailIndex; 0 and 3 succeeded; ' +
      'then the Job failed: FailedIndexes'
    );
  },
};

/** More failed indexes than there may be end the Job at once. */
export const tooManyIndexesFail: Scenario = {
  name: 'too-many-indexes-fail',
  async run(stage) {
    await createIndexed(stage, ['exit 2', 'exit 2', UNTIL_STOPPED], {
      backoffLimitPerIndex: 1,
      maxFailedIndexes: 1,
      podFailurePolicy: FAIL_INDEX_ON_2,
    });
    const { reason } = await stage.end('main', 'Failed');
    assert.equal(reason, 'MaxFailedIndexesExceeded');
    return (
      'two indexes failed where one might: the Job failed at once, MaxFailedIndexesExceeded, and the third ' +
      'was stopped'
    );
  },
};

/** When the indexes that matter have succeeded the others are stopped, and the Job is complete. */
export const indexesThatMatter: Scenario = {
  name: 'indexes-that-matter',
  async run(stage) {
    await createIndexed(stage, ['sleep 1', UNTIL_STOPPED], { successPolicy: { rules: [{ succeededIndexes: '0' }] } });
    const { reason } = await stage.end('main', 'Complete');
    assert.equal(reason, 'SuccessPolicy');
    return 'index 0 succeeded, index 1 was stopped; the Job is complete: SuccessPolicy';
  },
};
