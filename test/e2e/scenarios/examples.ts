import { strict as assert } from 'assert';
import { runNow } from './run-now';
import { containersOf } from '../documents';
import { Example } from '../examples';
import { Scenario, Stage } from '../scenario';
import { outcomeOf } from '../states';

/** What pods come to whose images are there but do nothing; `Running` where nothing is said. */
const OUTCOMES: Record<string, RegExp> = {
  // Nothing listens on the port of its startup probe.
  'cron-job': /^database-proxy: not started$/,
  // The arguments are those of the image's own program.
  'log-shipper': /^log-shipper: |^Running$/,
  // The image has none of the sidecars' programs, and no node has a GPU.
  recipes: /^(cloud-sql-proxy|otel-collector|vault-agent|oauth2-proxy|rclone|docker): |^Unschedulable: .*gpu|^Running$/,
  // A node with a GPU has room for it.
  resources: /^Unschedulable: .*nvidia\.com\/gpu|^Running$/,
  // A cluster without a storage class creates no volume.
  'stateful-set': /^Unschedulable: .*PersistentVolumeClaim|^Running$/,
};
const NO_IMAGE = /: (ErrImagePull|ImagePullBackOff)$/;

/** What has to be in the cluster before an example. */
const NEEDED: Record<string, any[]> = {
  environments: [secret('upload-credentials', 'token')],
  recipes: [
    secret('dashboard-login', 'client-id', 'client-secret', 'cookie-secret'),
    secret('store-access', 'rclone.conf'),
  ],
};

function secret(name: string, ...keys: string[]): any {
  const stringData = Object.fromEntries(keys.map((key) => [key, 'not-secret']));
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
}

/** An example is accepted and created, and its pods get as far as their images allow. */
export function exampleScenario({ name, documents }: Example): Scenario {
  return {
    name: `example-${name}`,
    async run(stage) {
      for (const needed of NEEDED[name] ?? []) await stage.namespace.create(needed, JSON.stringify(needed));
      const objects = await stage.createAll(documents);
      for (const cronJob of objects.filter(({ kind }) => kind === 'CronJob')) await runNow(stage, cronJob);

      const workloads = objects.filter((object) => containersOf(object).length > 0);
      const expected = OUTCOMES[name] ?? /^Running$/;
      const seen = new Set<string>();
      for (const { kind, metadata, spec } of workloads) {
        // Each pod of a StatefulSet waits for the one before it.
        const count = kind === 'StatefulSet' ? 1 : (spec.replicas ?? 1);
        // The name of a Job may end in a hash.
        const algorithm = spec.template?.metadata?.labels?.['app.kubernetes.io/name'] ?? metadata.name;
        const outcomes = await settle(stage, algorithm, count, expected);
        outcomes.forEach((outcome) => seen.add(outcome));
      }
      return (
        `${objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ')}; pods: ` +
        `${[...seen].join('; ')}`
      );
    },
  };
}

/** Waits until as many pods as there have to be have come to what is expected. */
async function settle(stage: Stage, algorithm: string, count: number, expected: RegExp): Promise<string[]> {
  let last: Array<string | undefined> = [];
  const outcomes = await stage.until(`${count} pods of ${algorithm} come to ${expected}`, 60, async () => {
    last = (await stage.pods(algorithm)).map(outcomeOf);
    const settled = last.filter(
      (outcome): outcome is string => outcome !== undefined && (expected.test(outcome) || NO_IMAGE.test(outcome)),
    );
    return settled.length >= count ? settled : undefined;
  });
  assert.ok(outcomes.length > 0);
  return outcomes;
}
