import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import '../fast-check';
import {
  Algorithm,
  AlgorithmSettings,
  AlgorithmProps,
  HkubeRegistration,
  HkubeWorkerJob,
  ManifestValidator,
  PodSecurity,
  PodSecurityProfile,
  SharedVolume,
  AlgorithmWorkload,
} from '../../src';
import { Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR } from '../../src/apimachinery/schema';
import { securePod } from '../../src/render/secure-pod';
import { checkPodSecurity } from '../../src/validation/admission/pod-security';
import { makePod } from '../e2e/secure-pods';
import { errorsOf, podOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const IMAGE = 'docker.io/acme/print:v4';
const RESTRICTED = { profile: PodSecurityProfile.RESTRICTED };
const BASELINE = { profile: PodSecurityProfile.BASELINE };
const READ_ONLY = { readOnlyRootFilesystem: true };

/** An algorithm without default resources. */
function algorithmWith(
  podSecurity: PodSecurity | undefined,
  props: Partial<AlgorithmProps> = {},
  kubernetesVersion?: string,
): Algorithm {
  return new Algorithm(Testing.chart(), 'print', {
    image: IMAGE,
    settings: { podSecurity, kubernetesVersion, resources: { enabled: false } },
    ...props,
  });
}

const chartOf = (algorithm: Algorithm) => Chart.of(algorithm);
const pod = (...args: Parameters<typeof algorithmWith>) => podOf(chartOf(algorithmWith(...args)));
const errors = (algorithm: Algorithm) => errorsOf(chartOf(algorithm));
const SAFE = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

describe('no security settings are filled in', () => {
  const plain = pod(undefined);

  test('by default', () => expect(JSON.stringify(plain)).not.toMatch(/securityContext|tmp/));

  test.each([[BASELINE], [{ profile: PodSecurityProfile.PRIVILEGED }], [{}], [{ readOnlyRootFilesystem: false }]])(
    'with %j',
    (podSecurity) => {
      expect(pod(podSecurity)).toEqual(plain);
    },
  );
});

describe('with the profile "restricted"', () => {
  test('every container of any kind is secured', () => {
    const algorithm = algorithmWith(RESTRICTED, { pod: { initContainers: [{ name: 'setup', image: IMAGE }] } });
    algorithm.addSideCar('web', { image: 'httpd:2.4' });
    const { containers, initContainers, securityContext, volumes } = podOf(chartOf(algorithm));
    expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect([...containers, ...initContainers].map(({ name, securityContext: context }) => [name, context])).toEqual([
      ['algorunner', SAFE],
      ['setup', SAFE],
      ['web', SAFE],
    ]);
    expect(volumes).toBeUndefined();
  });

  test.each([[AlgorithmWorkload.cronJob({ schedule: '@daily' })], [AlgorithmWorkload.deployment()]])(
    'the pod of another workload is secured: %#',
    (workload) => {
      const { containers, securityContext } = pod(RESTRICTED, { workload });
      expect([containers[0].securityContext, securityContext]).toEqual([
        SAFE,
        { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      ]);
    },
  );

  test('values of the user stay', () => {
    const spec = pod(RESTRICTED, {
      securityContext: { runAsUser: 5, capabilities: { add: ['NET_BIND_SERVICE'] } },
      pod: {
        securityContext: {
          runAsUser: 1000,
          fsGroup: 7,
          seccompProfile: { type: 'Localhost', localhostProfile: 'mine' },
        },
      },
    });
    expect(spec.containers[0].securityContext).toEqual({
      runAsUser: 5,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      allowPrivilegeEscalation: false,
    });
    expect(spec.securityContext).toEqual({
      runAsUser: 1000,
      fsGroup: 7,
      seccompProfile: { type: 'Localhost', localhostProfile: 'mine' },
      runAsNonRoot: true,
    });
  });

  test('the pod has only the settings that some container lacks', () => {
    const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
    expect(pod(RESTRICTED, { securityContext })).not.toHaveProperty('securityContext');
    const algorithm = algorithmWith(RESTRICTED, { securityContext });
    algorithm.addSideCar('web', { image: 'httpd:2.4', securityContext: { runAsNonRoot: true } });
    expect(podOf(chartOf(algorithm)).securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('a value of the user that breaks the profile stays, and is refused at its path', () => {
    const algorithm = algorithmWith(RESTRICTED, {
      securityContext: { privileged: true },
      pod: { securityContext: { runAsNonRoot: false } },
    });
    algorithm.addSideCar('web', {
      image: 'httpd:2.4',
      securityContext: { capabilities: { drop: ['NET_RAW'], add: ['CAP_SYS_ADMIN'] } },
    });
    const breaks = 'Forbidden: %: violates PodSecurity "restricted:v1.37":';
    const refused = (value?: string) => (value ? breaks.replace('%', value) : breaks.replace(' %:', ''));
    expect(errors(algorithm)).toEqual([
      `[test/print] spec.template.spec.containers[0].securityContext.privileged: ${refused('true')} ` +
        'privileged. Remove it',
      // It can't be false beside the privilege.
      `[test/print] spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: ${refused()} ` +
        'allowPrivilegeEscalation != false. Write false',
      `[test/print] spec.template.spec.securityContext.runAsNonRoot: ${refused('false')} runAsNonRoot != ` +
        'true. Write true',
      '[test/print/web] spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation: ' +
        `${refused()} allowPrivilegeEscalation != false. Write false`,
      '[test/print/web] spec.template.spec.initContainers[0].securityContext.capabilities.drop: ' +
        `${refused('["NET_RAW"]')} unrestricted capabilities. Write drop: [ALL]`,
      '[test/print/web] spec.template.spec.initContainers[0].securityContext.capabilities.add[0]: ' +
        `${refused('"CAP_SYS_ADMIN"')} unrestricted capabilities. Only NET_BIND_SERVICE may be added`,
    ]);
  });

  test('a Windows pod gets only settings that exist for Windows', () => {
    const { containers, securityContext } = pod(RESTRICTED, { pod: { os: { name: 'windows' } } });
    expect(containers[0]).not.toHaveProperty('securityContext');
    expect(securityContext).toEqual({ runAsNonRoot: true });
  });

  test('root in a user namespace is kept where the standard allows it', () => {
    const own = { pod: { hostUsers: false, securityContext: { runAsUser: 0 } } };
    expect(pod(RESTRICTED, own, '1.35').securityContext).toEqual({
      runAsUser: 0,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(errors(algorithmWith(RESTRICTED, own, '1.34'))).toEqual([
      '[test/print] spec.template.spec.securityContext.runAsUser: Forbidden: 0: violates PodSecurity ' +
        '"restricted:v1.34": runAsUser=0. Use a user other than root, such as 65534',
    ]);
  });

  test('the filled-in values are exactly those that the check would miss', () => {
    const algorithm = algorithmWith(RESTRICTED);
    const spec = '/spec/template/spec';
    ApiObject.of(algorithm).addJsonPatch(
      JsonPatch.remove(`${spec}/securityContext`),
      JsonPatch.remove(`${spec}/containers/0/securityContext`),
    );
    expect(errors(algorithm)).toHaveLength(4);
  });
});

describe('later changes are checked', () => {
  test('by a JSON patch', () => {
    const algorithm = algorithmWith(BASELINE);
    expect(errors(algorithm)).toEqual([]);
    ApiObject.of(algorithm).addJsonPatch(JsonPatch.add('/spec/template/spec/hostPID', true));
    expect(errors(algorithm)).toEqual([
      '[test/print] spec.template.spec.hostPID: Forbidden: true: violates PodSecurity "baseline:v1.37": ' +
        'host namespaces. Remove it',
    ]);
  });

  test('by fields of a container, a volume, an annotation', () => {
    const algorithm = algorithmWith(BASELINE, {
      pod: { annotations: { 'container.apparmor.security.beta.kubernetes.io/algorunner': 'unconfined' } },
    });
    const logs = SharedVolume.fromHostPath(algorithm, 'logs', '/var/log');
    algorithm.mount('/logs', logs);
    algorithm.addSideCar('web', { image: 'httpd:2.4', fields: { securityContext: { privileged: true } } });
    expect(errors(algorithm).map((line) => line.replace(/: Forbidden.*/, ''))).toEqual([
      '[test/print] spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/algorunner]',
      '[test/print/Volume:logs] spec.template.spec.volumes[0].hostPath',
      '[test/print/web] spec.template.spec.initContainers[0].securityContext.privileged',
    ]);
  });

  test('by a setting that is added later', () => {
    const algorithm = algorithmWith(undefined, { pod: { hostIpc: true } });
    expect(errors(algorithm)).toEqual([]);
    AlgorithmSettings.of(chartOf(algorithm)).set({ podSecurity: BASELINE });
    expect(errors(algorithm)).toHaveLength(1);
  });

  test('against the version of the scope', () => {
    const sysctls = { pod: { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_fin_timeout', value: '30' }] } } };
    expect(errors(algorithmWith(BASELINE, sysctls, '1.29'))).toEqual([]);
    expect(errors(algorithmWith(BASELINE, sysctls, '1.28'))[0]).toContain('"baseline:v1.28": forbidden sysctls');
  });
});

describe('settings by scope', () => {
  test('an algorithm may reset the setting of its chart', () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ podSecurity: { ...RESTRICTED, ...READ_ONLY } });
    const defaults = { podSecurity: { profile: PodSecurityProfile.PRIVILEGED, readOnlyRootFilesystem: false } };
    new Algorithm(chart, 'print', { image: IMAGE, pod: { hostNetwork: true }, settings: defaults });
    expect(podOf(chart)).not.toHaveProperty('securityContext');
  });

  test('each value is inherited separately', () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(App.of(chart)).set({ podSecurity: RESTRICTED });
    AlgorithmSettings.of(chart).set({ podSecurity: READ_ONLY });
    new Algorithm(chart, 'print', { image: IMAGE });
    expect(podOf(chart).containers[0].securityContext).toEqual({ ...SAFE, readOnlyRootFilesystem: true });
  });

  test('a profile for a single sidecar is refused, as it belongs to the pod', () => {
    const algorithm = algorithmWith(undefined);
    AlgorithmSettings.of(algorithm.addSideCar('web', { image: 'httpd:2.4' })).set({ podSecurity: RESTRICTED });
    expect(errors(algorithm)).toEqual([
      '[test/print/web] spec.template.spec.initContainers[0]: Forbidden: "restricted": podSecurity.profile ' +
        'applies to whole pods. Set it for the algorithm, or for a scope around it',
    ]);
  });

  test('an unknown profile is refused', () => {
    expect(errors(algorithmWith({ profile: 'strict' as any }))).toEqual([
      '[test/print] podSecurity.profile: Unsupported value: "strict": supported values: "privileged", ' +
        '"baseline", "restricted"',
    ]);
  });

  test("HKube's worker Job and a registration comply with the profile that is set for them", () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ podSecurity: { ...RESTRICTED, ...READ_ONLY } });
    new HkubeRegistration(chart, 'register', {
      spec: { name: 'print', algorithmImage: IMAGE },
      endpoint: 'http://api.hkube.svc/api/v1',
    });
    expect(errorsOf(chart)).toEqual([]);
    const cluster = { versions: [{ project: 'worker', tag: 'v2.11.0' }] };
    const worker = new HkubeWorkerJob(chart, 'worker', { spec: { name: 'print', algorithmImage: IMAGE }, cluster });
    const found = errorsOf(chart);
    expect(found[0]).toBe(
      '[test/worker] spec.template.spec.containers[0].securityContext.privileged: Forbidden: true: violates ' +
        'PodSecurity "restricted:v1.37": privileged. Remove it',
    );
    AlgorithmSettings.of(worker).set({ podSecurity: BASELINE });
    expect(errorsOf(chart).map((line) => line.replace(/: Forbidden.*/, ''))).toEqual([
      '[test/worker] spec.template.spec.volumes[1].hostPath',
      '[test/worker] spec.template.spec.volumes[2].hostPath',
      '[test/worker] spec.template.spec.containers[0].securityContext.privileged',
    ]);
    AlgorithmSettings.of(worker).set({ podSecurity: { profile: PodSecurityProfile.PRIVILEGED } });
    expect(errorsOf(chart)).toEqual([]);
    expect(JSON.stringify(ApiObject.of(worker).toJson())).not.toMatch(/runAsNonRoot|"tmp"/);
  });

  test('other objects are checked if they are validated', () => {
    const chart = Testing.chart();
    AlgorithmSettings.of(chart).set({ podSecurity: RESTRICTED });
    const deployment = new Deployment(chart, 'web', {
      containers: [{ image: 'docker.io/library/httpd:2.4', resources: {} }],
    });
    expect(errorsOf(chart)).toEqual([]);
    ManifestValidator.of(chart).enable();
    const found = errorsOf(chart);
    expect(found).toHaveLength(2);
    expect(found[0]).toContain(
      '[test/web/Resource] spec.template.spec.containers[0].securityContext.capabilities.drop: Forbidden: ' +
        'violates PodSecurity',
    );
    AlgorithmSettings.of(deployment).set({ podSecurity: { profile: PodSecurityProfile.PRIVILEGED } });
    expect(errorsOf(chart)).toEqual([]);
  });
});

describe('with a read-only root file system', () => {
  const tmp = (name: string, volume = 'tmp') => ({ name: volume, mountPath: '/tmp', subPath: name });

  test('each container gets its own /tmp', () => {
    const algorithm = algorithmWith(READ_ONLY, { pod: { initContainers: [{ name: 'setup', image: IMAGE }] } });
    const data = SharedVolume.fromEmptyDir(algorithm, 'data');
    algorithm.mount('/data', data);
    algorithm.addSideCar('web', { image: 'httpd:2.4' }).mount('/tmp/data', data);
    const { containers, initContainers, volumes, securityContext } = podOf(chartOf(algorithm));
    expect(securityContext).toBeUndefined();
    expect(volumes).toEqual([
      { name: 'data', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
    ]);
    expect(
      [...containers, ...initContainers].map(({ securityContext: context, volumeMounts }) => [context, volumeMounts]),
    ).toEqual([
      [READ_ONLY, [{ name: 'data', mountPath: '/data' }, tmp('algorunner')]],
      [READ_ONLY, [tmp('setup')]],
      [READ_ONLY, [{ name: 'data', mountPath: '/tmp/data' }, tmp('web')]],
    ]);
  });

  test.each(['/tmp', '/tmp/', '//tmp'])('unless something is mounted at %s', (path) => {
    const algorithm = algorithmWith(READ_ONLY);
    algorithm.mount(path, SharedVolume.fromEmptyDir(algorithm, 'scratch'));
    const { containers, volumes } = podOf(chartOf(algorithm));
    expect(containers[0]).toMatchObject({
      securityContext: READ_ONLY,
      volumeMounts: [{ name: 'scratch', mountPath: path }],
    });
    expect(volumes).toHaveLength(1);
  });

  test.each([
    [['tmp'], 'tmp-1'],
    [['tmp-1', 'tmp'], 'tmp-2'],
    [['tmp-1'], 'tmp'],
  ])('named differently from volumes called %j', (names, expected) => {
    const algorithm = algorithmWith(READ_ONLY);
    for (const name of names) algorithm.mount(`/${name}-here`, SharedVolume.fromEmptyDir(algorithm, name));
    const { containers, volumes } = podOf(chartOf(algorithm));
    expect(volumes.map((volume: any) => volume.name)).toEqual([...names, expected]);
    expect(containers[0].volumeMounts.pop()).toEqual(tmp('algorunner', expected));
  });

  test('unless a container sets it to writable', () => {
    const { containers, volumes } = pod(READ_ONLY, { securityContext: { readOnlyRootFilesystem: false } });
    expect(containers[0]).toMatchObject({ securityContext: { readOnlyRootFilesystem: false } });
    expect([containers[0].volumeMounts, volumes]).toEqual([undefined, undefined]);
  });

  test('for a single sidecar only', () => {
    const algorithm = algorithmWith(undefined);
    const [web, proxy] = ['web', 'proxy'].map((id) => algorithm.addSideCar(id, { image: 'httpd:2.4' }));
    AlgorithmSettings.of(web).set({ podSecurity: READ_ONLY });
    const spec = podOf(chartOf(algorithm));
    expect(spec.initContainers.map((each: any) => each.volumeMounts)).toEqual([[tmp('web')], undefined]);
    AlgorithmSettings.of(algorithm).set({ podSecurity: READ_ONLY });
    AlgorithmSettings.of(proxy).set({ podSecurity: { readOnlyRootFilesystem: false } });
    const { containers, initContainers } = podOf(chartOf(algorithm));
    expect([...containers, ...initContainers].map((each: any) => each.volumeMounts)).toEqual([
      [tmp('algorunner')],
      [tmp('web')],
      undefined,
    ]);
  });

  test('and it is not mirrored to other containers', () => {
    const algorithm = algorithmWith(READ_ONLY);
    algorithm.addSideCar('web', { image: 'httpd:2.4', mirrorVolumeMounts: true });
    expect(podOf(chartOf(algorithm)).initContainers[0].volumeMounts).toEqual([tmp('web')]);
  });

  test('which the API server refuses for Windows', () => {
    expect(errors(algorithmWith(READ_ONLY, { pod: { os: { name: 'windows' } } }))).toEqual([
      '[test/print] spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem: Forbidden: ' +
        'cannot be set for a windows pod',
    ]);
  });
});

describe('values that cdk8s resolves at synth stay', () => {
  const lazy = (value: unknown): any => Lazy.any({ produce: () => value });

  test('in a security context', () => {
    const spec = pod(
      { ...RESTRICTED, ...READ_ONLY },
      {
        fields: { securityContext: lazy({ ...SAFE, runAsUser: 5 }) },
        pod: { fields: { securityContext: lazy({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }) } },
      },
    );
    expect(spec.containers[0].securityContext).toEqual({ ...SAFE, runAsUser: 5 });
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('in volumes', () => {
    let spec: any;
    captureStderr(() => {
      spec = pod(READ_ONLY, { pod: { fields: { volumes: lazy([{ name: 'data', emptyDir: {} }]) } } });
    });
    expect(spec.containers[0]).toMatchObject({ securityContext: READ_ONLY });
    expect([spec.containers[0].volumeMounts, spec.volumes]).toEqual([undefined, [{ name: 'data', emptyDir: {} }]]);
  });
});

test('neither props nor the rendered pod are changed', () => {
  const props = {
    securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } },
    pod: { fields: { securityContext: { runAsUser: 5 }, volumes: [{ name: 'a', emptyDir: {} }] } },
  };
  const before = structuredClone(props);
  captureStderr(() => pod({ ...RESTRICTED, ...READ_ONLY }, props));
  expect(props).toEqual(before);
});

describe('laws', () => {
  const rendered = (spec: any) => ({ spec, owners: { containers: [], initContainers: [], volumes: [] }, findings: [] });
  const secure = (spec: any, settings: PodSecurity, minor = NEWEST_MINOR) =>
    securePod(rendered(spec), () => ({ podSecurity: settings, kubernetesVersion: `1.${minor}` })).spec;
  const BOTH = { ...RESTRICTED, ...READ_ONLY };
  const pods = fc.nat().map((number) => makePod(7, number).spec);

  /** Its rules, without those values that are given and break them. */
  const rulesOf = (spec: any, minor: number) => {
    const v = new Validation(minor);
    checkPodSecurity(v, 'restricted', { kind: 'Pod', spec });
    return v.findings;
  };

  test('values of the user stay at their paths', () => {
    const isKept = (given: any, now: any): boolean => {
      if (given === null || given === undefined) return true;
      if (typeof given !== 'object') return Object.is(given, now);
      return Object.entries(given).every(([key, value]) => isKept(value, now?.[key]));
    };
    fc.assert(fc.property(pods, (spec) => expect(isKept(spec, secure(spec, BOTH))).toBe(true)));
  });

  test('securing twice changes nothing', () => {
    fc.assert(fc.property(pods, (spec) => expect(secure(secure(spec, BOTH), BOTH)).toEqual(secure(spec, BOTH))));
  });

  test('nothing that the standard requires is missing', () => {
    fc.assert(
      fc.property(pods, fc.constantFrom(28, 34, 35, 37), (spec, minor) => {
        const isExcused = ({ value, rule }: { value?: unknown; rule: string }) =>
          value !== undefined || rule === 'PSS-VOLUMES' || rule === 'PSS-PRIVILEGE-ESCALATION';
        expect(rulesOf(secure(spec, RESTRICTED, minor), minor).filter((finding) => !isExcused(finding))).toEqual([]);
      }),
    );
  });

  test('without any one of the filled-in fields the standard is broken', () => {
    /** Paths of what is there now, and was not before. */
    const isWhole = (key: string, value: unknown) =>
      typeof value !== 'object' || value === null || key === 'drop' || key === 'seccompProfile';
    const removals = (now: any, was: any, path: string[] = []): string[][] =>
      Object.entries(now).flatMap(([key, value]) => {
        const at = [...path, key];
        if (isWhole(key, value)) return value !== null && was?.[key] == null ? [at] : [];
        return removals(value, was?.[key], at);
      });
    fc.assert(
      fc.property(pods, (spec) => {
        const secured = secure(spec, RESTRICTED);
        const findings = rulesOf(secured, NEWEST_MINOR).length;
        for (const path of removals(secured, spec)) {
          const without = structuredClone(secured);
          const holder = path.slice(0, -1).reduce((value, key) => value[key], without);
          delete holder[path[path.length - 1]];
          expect(rulesOf(without, NEWEST_MINOR).length).toBeGreaterThan(findings);
        }
      }),
    );
  });

  test('any pod is secured without throwing', () => {
    const junk = fc.constantFrom<any>(
      null,
      undefined,
      true,
      0,
      'a',
      [],
      {},
      [null],
      ['a'],
      { capabilities: 'a' },
      { capabilities: { add: 5, drop: null } },
      { os: 'a' },
    );
    const container = fc.oneof(junk, fc.record({ name: junk, securityContext: junk, volumeMounts: junk }));
    const spec = fc.record(
      {
        containers: fc.oneof(junk, fc.array(container)),
        initContainers: fc.oneof(junk, fc.array(container)),
        volumes: junk,
        securityContext: junk,
        os: junk,
        hostUsers: junk,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(spec, (any) => {
        const before = structuredClone(any);
        secure(any, BOTH);
        expect(any).toEqual(before);
      }),
    );
  });
});
