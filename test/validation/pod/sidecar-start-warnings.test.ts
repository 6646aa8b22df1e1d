import { Validation } from '../../../src/apimachinery/finding';
import { warnAboutStart } from '../../../src/validation/pod/sidecar-start-warnings';
import { validateManifest } from '../../../src/validation/validate';

function warnings(initContainers: any, ...seconds: unknown[]): string[] {
  const v = new Validation(37);
  warnAboutStart(
    v,
    { initContainers },
    's',
    seconds.map((each) => ({ seconds: each, what: 'it is stopped after' })),
  );
  return v.findings.map(({ rule, path, severity, detail }) => `${severity} ${rule} ${path}: ${detail}`);
}

const sidecar = (startupProbe: any) => ({ restartPolicy: 'Always', startupProbe });
const delayed = (initialDelaySeconds: number) =>
  sidecar({ initialDelaySeconds, periodSeconds: 1, failureThreshold: 1 });

test.each<[any, unknown[]]>([
  [undefined, []],
  [null, [1]],
  [
    [{}, sidecar(undefined), sidecar(null), { restartPolicy: 'Never', startupProbe: { initialDelaySeconds: 100 } }],
    [1],
  ],
  [[delayed(15), delayed(15)], []],
  [[delayed(100)], []],
  [[delayed(100), delayed(0)], []],
  [[sidecar({})], [31]],
  [[sidecar({ periodSeconds: 1 }), sidecar({ failureThreshold: 1, initialDelaySeconds: 5 })], [19]],
  [[sidecar({})], [0, undefined, null, 'x']],
])('no warning about %j, %j', (initContainers, seconds) => expect(warnings(initContainers, ...seconds)).toEqual([]));

const SLOW =
  'warning WARN-START-SLOW s.initContainers: sidecars start one after the other, so the main container waits';
const LATE =
  'warning WARN-START-DEADLINE s.initContainers: the startup probes of the sidecars, one after the other, may take';

test.each<[any, unknown[], string[]]>([
  [[delayed(15), delayed(16)], [], [`${SLOW} 31 s for the initialDelaySeconds of 2 startup probes`]],
  [
    [delayed(10), sidecar({}), delayed(10), delayed(20)],
    [],
    [`${SLOW} 40 s for the initialDelaySeconds of 3 startup probes`],
  ],
  [[sidecar({})], [30], [`${LATE} 30 s, and it is stopped after 30 s`]],
  [
    [sidecar({ periodSeconds: 1 }), sidecar({ failureThreshold: 1, initialDelaySeconds: 5 })],
    [18, 19, 3],
    [`${LATE} 18 s, and it is stopped after 18 s`, `${LATE} 18 s, and it is stopped after 3 s`],
  ],
])('%j, %j', (initContainers, seconds, expected) => expect(warnings(initContainers, ...seconds)).toEqual(expected));

describe('a slow start may stop the pod', () => {
  const pod = {
    containers: [{ name: 'a', image: 'a:1' }],
    initContainers: [{ name: 'b', image: 'b:1', ...sidecar({ exec: { command: ['true'] }, failureThreshold: 60 }) }],
  };
  const job = (spec: any, podSpec: any = {}) => ({
    template: { spec: { ...pod, restartPolicy: 'OnFailure', ...podSpec } },
    ...spec,
  });
  const labels = { a: 'b' };
  const deployment = (spec: any) => ({
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: pod },
    ...spec,
  });
  test.each<[string, any, string[]]>([
    ['Job', job({}), []],
    ['Job', job({ activeDeadlineSeconds: 601 }), []],
    ['Job', job({ activeDeadlineSeconds: 600 }), ['the Job fails after 600 s']],
    ['Job', job({}, { activeDeadlineSeconds: 599 }), ['the pod is stopped after 599 s']],
    [
      'CronJob',
      { schedule: '@daily', jobTemplate: { spec: job({ activeDeadlineSeconds: 600 }) } },
      ['the Job fails after 600 s'],
    ],
    ['Deployment', deployment({}), ['the rollout counts as failed after 600 s']],
    ['Deployment', deployment({ progressDeadlineSeconds: 601 }), []],
  ])('with %s %j', (kind, spec, expected) => {
    const findings = validateManifest(
      { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'batch/v1', kind, metadata: { name: 'a' }, spec },
      37,
    );
    expect(findings.map(({ detail }) => detail.replace(/^.* may take 600 s, and /, ''))).toEqual(expected);
  });
});

describe('a sidecar may never start', () => {
  const find = (restartPolicy: string, container: any, minor: number, ...seconds: unknown[]) => {
    const v = new Validation(minor);
    warnAboutStart(
      v,
      { restartPolicy, initContainers: [{}, container] },
      's',
      seconds.map((each) => ({ seconds: each, what: 'it is stopped after' })),
    );
    return v.findings.map(({ rule, path, detail }) => `${rule} ${path}: ${detail}`);
  };
  const RULE = 'WARN-STARTUP-PROBE-NEVER s.initContainers[1].startupProbe: with restartPolicy: Never,';
  const ENDLESS = 'the Job never ends if the probe never succeeds, because activeDeadlineSeconds is not set';
  const OLD =
    'kubelets before 1.33.6, 1.34.2 and 1.35 may stop probing a sidecar after it restarts ' + '(kubernetes#132826)';
  test.each<[string, any, number, unknown[], string[]]>([
    ['Never', sidecar({}), 35, [undefined], [`${RULE} ${ENDLESS}`]],
    ['Never', sidecar({}), 34, [null], [`${RULE} ${ENDLESS}; and ${OLD}`]],
    ['Never', sidecar({}), 34, [undefined, 3600], [`${RULE} ${OLD}`]],
    ['Never', sidecar({}), 35, [3600], []],
    ['OnFailure', sidecar({}), 34, [], []],
    ['Never', sidecar(undefined), 34, [], []],
    ['Never', { startupProbe: {} }, 34, [], []],
  ])('with %s %j on 1.%d, deadlines %j', (restartPolicy, container, minor, seconds, expected) => {
    expect(find(restartPolicy, container, minor, ...seconds)).toEqual(expected);
  });
});
