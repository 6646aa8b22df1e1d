import { Validation } from '../../apimachinery/finding';

/** Seconds that are not noticed. */
const BEARABLE = 30;
/** Of probes, as the server fills them in. */
const PERIOD = 10;
const FAILURE_THRESHOLD = 3;

/** What stops a pod that takes too long to start. */
export interface StartDeadline {
  readonly seconds: unknown;
  /** What happens then: `the Job fails after`. */
  readonly what: string;
}

/**
 * Native sidecars start one after the other, each when the startup probe of the one before has succeeded; and only then
 * does the main container.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function warnAboutStart(v: Validation, spec: any, path: string, deadlines: readonly StartDeadline[]): void {
  const probes: any[] = (spec?.initContainers ?? []).flatMap(
    (container: any) => (container?.restartPolicy === 'Always' && container.startupProbe) || [],
  );
  const delays = probes
    .map(({ initialDelaySeconds }) => Number(initialDelaySeconds ?? 0))
    .filter((seconds) => seconds > 0);
  const atLeast = sum(delays);
  const triesOf = ({ periodSeconds, failureThreshold }: any) =>
    Number(periodSeconds ?? PERIOD) * Number(failureThreshold ?? FAILURE_THRESHOLD);
  const atMost = atLeast + sum(probes.map(triesOf));
  if (delays.length > 1 && atLeast > BEARABLE) {
    v.warn(
      'WARN-START-SLOW',
      `${path}.initContainers`,
      undefined,
      `sidecars start one after the other, so the main container waits ${atLeast} s for the initialDelaySeconds ` +
        `of ${delays.length} startup probes`,
      'A short periodSeconds with a higher failureThreshold waits no longer than needed',
    );
  }
  warnAboutEndlessStart(
    v,
    spec,
    path,
    deadlines.some(({ seconds }) => typeof seconds === 'number'),
  );
  for (const { seconds, what } of deadlines) {
    if (typeof seconds !== 'number' || seconds <= 0 || atMost < seconds) continue;
    v.warn(
      'WARN-START-DEADLINE',
      `${path}.initContainers`,
      undefined,
      `the startup probes of the sidecars, one after the other, may take ${atMost} s, and ${what} ${seconds} s`,
    );
  }
}

/** The oldest version whose kubelets all probe a sidecar again that has ended by itself (kubernetes#132826). */
const PROBED_AGAIN = 35;

/** With OnFailure a Job gives up after `backoffLimit` restarts; with Never it does not. */
function warnAboutEndlessStart(v: Validation, spec: any, path: string, hasDeadline: boolean): void {
  const traps = [
    ...(hasDeadline
      ? []
      : ['the Job never ends if the probe never succeeds, because activeDeadlineSeconds is not set']),
    ...(v.minor >= PROBED_AGAIN
      ? []
      : [
          'kubelets before 1.33.6, 1.34.2 and 1.35 may stop probing a sidecar after it restarts ' +
            '(kubernetes#132826)',
        ]),
  ];
  if (spec?.restartPolicy !== 'Never' || traps.length === 0) return;
  (spec.initContainers ?? []).forEach((container: any, i: number) => {
    if (container?.restartPolicy === 'Always' && container.startupProbe) {
      v.warn(
        'WARN-STARTUP-PROBE-NEVER',
        `${path}.initContainers[${i}].startupProbe`,
        undefined,
        `with restartPolicy: Never, ${traps.join('; and ')}`,
      );
    }
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
