import { strict as assert } from 'assert';
import { Chart } from 'cdk8s';
import { LAST_MESSAGE, UNTIL_STOPPED } from './scripts';
import {
  Algorithm,
  AlgorithmSettings,
  PodSecurityProfile,
  AlgorithmPod,
  SideCarMode,
  SideCarProps,
} from '../../../src';
import { Refusal } from '../namespace';
import { podOf } from '../pod-of';
import { Scenario } from '../scenario';
import { statusOf } from '../states';

const NOBODY = 65534;
const ENFORCED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

function claimRestricted(chart: Chart, readOnlyRootFilesystem = false): void {
  AlgorithmSettings.of(chart).set({ podSecurity: { profile: PodSecurityProfile.RESTRICTED, readOnlyRootFilesystem } });
}

/** With the profile a pod is admitted where the standard is enforced, and runs: init container, sidecar and all. */
export const restrictedPodRuns: Scenario = {
  name: 'restricted-pod-runs',
  namespaceLabels: ENFORCED,
  async run(stage) {
    const tell = [
      'touch /tmp/mine && tmp="/tmp is writable"',
      'touch /mine || root="/ is not"',
      `echo "user $(id -u), $tmp with $(ls /tmp | wc -l) file, $root" > ${LAST_MESSAGE}`,
    ];
    await stage.create((chart) => {
      claimRestricted(chart, true);
      const algorithm = new Algorithm(chart, 'main', {
        ...stage.script(...tell),
        pod: { securityContext: { runAsUser: NOBODY } },
      });
      algorithm.addSideCar('init', { ...stage.script(...tell), mode: SideCarMode.INIT });
      algorithm.addSideCar('sidecar', stage.script(...tell, UNTIL_STOPPED));
    });
    await stage.end('main', 'Complete');
    const [pod] = await stage.pods('main');
    const told = ['init', 'sidecar', 'algorunner'].map((name) => statusOf(pod, name).state.terminated.message.trim());
    assert.deepEqual(new Set(told), new Set([`user ${NOBODY}, /tmp is writable with 1 file, / is not`]));
    return `admitted, and complete; each container says: ${told[0]}`;
  },
};

/** What breaks the profile, and the check that it breaks. */
const MISTAKES: Record<
  string,
  { readonly sidecar?: Partial<SideCarProps>; readonly pod?: AlgorithmPod; readonly check: string }
> = {
  'a privileged sidecar': { sidecar: { securityContext: { privileged: true } }, check: 'privileged' },
  'a sidecar that runs as root': { sidecar: { securityContext: { runAsUser: 0 } }, check: 'runAsUser=0' },
  'a capability': {
    sidecar: { securityContext: { capabilities: { add: ['NET_ADMIN'] } } },
    check: 'unrestricted capabilities',
  },
  'the network of the host': { pod: { hostNetwork: true }, check: 'host namespaces' },
};

/**
 * What synth refuses for the profile's sake the namespace refuses, too; without the profile nothing is filled in, and
 * the Job waits for its pods forever.
 */
export const unrestrictedPodRefused: Scenario = {
  name: 'unrestricted-pod-refused',
  namespaceLabels: ENFORCED,
  async run(stage) {
    for (const [what, { sidecar, pod, check }] of Object.entries(MISTAKES)) {
      let manifest: any;
      const synth = () =>
        stage.synth((chart) => {
          claimRestricted(chart);
          const algorithm = new Algorithm(chart, 'main', { ...stage.script('exit 0'), pod });
          algorithm.addSideCar('sidecar', { ...stage.script(UNTIL_STOPPED), ...sidecar });
          manifest = algorithm.apiObject.toJson();
        });
      assert.throws(
        synth,
        (error: Error) =>
          new RegExp(`violates PodSecurity "restricted:v1\\.${stage.minor}": .*${check}`).test(error.message),
        what,
      );
      const made = podOf(manifest);
      const refusal: Refusal = await stage.namespace.create(made, JSON.stringify(made), true).then(
        () => assert.fail(`${what}: the server accepts it`),
        (error) => error,
      );
      assert.ok(refusal instanceof Refusal && refusal.answer.code === 403, String(refusal));
      assert.match(
        refusal.answer.body.message,
        new RegExp(`violates PodSecurity "restricted:latest": .*${check}`),
        what,
      );
    }
    await stage.create((chart) => void new Algorithm(chart, 'main', stage.script('exit 0')));
    await stage.until("the Job's pod is refused", 30, async () => {
      const events = await stage.namespace.list('Event');
      return events.find(
        ({ reason, message }) =>
          reason === 'FailedCreate' && message.includes('violates PodSecurity "restricted:latest"'),
      );
    });
    assert.deepEqual(await stage.pods('main'), []);
    return (
      `refused by both: ${Object.keys(MISTAKES).join(', ')}; a Job without the profile was accepted, its ` +
      'pods were not'
    );
  },
};

/** The kubelet starts no image as root under `runAsNonRoot`. */
export const rootImageNotStarted: Scenario = {
  name: 'root-image-not-started',
  namespaceLabels: ENFORCED,
  async run(stage) {
    await stage.create((chart) => {
      claimRestricted(chart);
      new Algorithm(chart, 'main', stage.script('exit 0'));
    });
    const { reason, message } = await stage.untilPod('main', 'the container is not started', 30, (pod) => {
      const waiting = statusOf(pod, 'algorunner')?.state.waiting;
      return waiting?.reason !== 'ContainerCreating' && waiting;
    });
    assert.equal(reason, 'CreateContainerConfigError');
    assert.match(message, /^container has runAsNonRoot and image will run as root/);
    return `${reason}: ${message}`;
  },
};
