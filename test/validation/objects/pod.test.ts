import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validatePod } from '../../../src/validation/objects/pod';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const main = { name: 'main', image: 'a:1' };
const expectErrors = (spec: any, expected: string[], metadata: any = {}, minor = NEWEST_MINOR) =>
  expectRuled(
    (v) => validatePod(v, { metadata: { name: 'a', ...metadata }, spec: { containers: [main], ...spec } }),
    expected,
    minor,
  );
const mount = { containers: [{ ...main, volumeMounts: [{ name: 'v', mountPath: '/v' }] }] };
const ephemeral = {
  volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
};

test.each<[any, string[]]>([
  [{}, []],
  [{ terminationGracePeriodSeconds: -5, restartPolicy: 'Never', activeDeadlineSeconds: 1 }, []],
  [{ containers: [] }, ['CTR-REQUIRED spec.containers: Required value']],
  [{ containers: [main, main] }, ['CTR-NAME-UNIQUE spec.containers[1].name: Duplicate value: "main"']],
  [
    { ephemeralContainers: [{ ...main, name: 'debug' }] },
    ['INIT-MISC spec.ephemeralContainers: Forbidden: cannot be set on create'],
  ],
  [
    { containers: [{ ...main, image: ' a:1' }] },
    ['CTR-IMAGE spec.containers[0].image: Invalid value: " a:1": must not have leading or trailing whitespace'],
  ],
  [
    { nodeName: 'n', schedulingGates: [{ name: 'a' }] },
    ['POD-NODENAME spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
  ],
  [
    {
      hostNetwork: true,
      containers: [
        { ...main, ports: [{ containerPort: 80 }] },
        { ...main, name: 'b', ports: [{ containerPort: 80 }] },
      ],
    },
    [
      'HOSTPORT spec.containers[1].ports[0].hostPort: Duplicate value',
      'warning WARN-PORT-SHARED spec.containers[1].ports[0]: Warning: 80: duplicate port',
    ],
  ],
  [{ ...mount, volumes: [{ name: 'v', ephemeral }] }, []],
  [
    {
      ...mount,
      volumes: [
        { name: 'v', ephemeral },
        { name: 'w', persistentVolumeClaim: { claimName: 'a-v' } },
      ],
    },
    [
      'VOL-PVC spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "a-v": must not reference a ' +
        'PVC that gets created',
      'warning WARN-VOLUME-UNMOUNTED spec.volumes[1].name',
    ],
  ],
])('%j', (spec, expected) => expectErrors(spec, expected));

test('the name of a generated claim contains the name of the pod', () => {
  const volumes = [{ name: 'v', ephemeral }];
  const name = 'a'.repeat(251);
  expectErrors({ ...mount, volumes }, ['warning WARN-NAME metadata.name'], { name });
  expectErrors(
    { ...mount, volumes },
    ['VOL-EPHEMERAL spec.volumes[0].name: Invalid value: "v": PVC name "aaaa', 'warning WARN-NAME metadata.name'],
    { name: `${name}a` },
  );
});

test('labels that a template adds to selectors are refused in a Pod', () => {
  const constraint = {
    maxSkew: 1,
    topologyKey: 'zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { a: 'b' } },
    matchLabelKeys: ['a'],
  };
  expectErrors(
    { topologySpreadConstraints: [constraint] },
    ['TSC spec.topologySpreadConstraints[0][0]: Invalid value: "a": exists in both matchLabelKeys and labelSelector'],
    { labels: { a: 'b' } },
  );
});

describe('annotations', () => {
  const profile = 'container.apparmor.security.beta.kubernetes.io/main';

  test('have validated values', () =>
    expectErrors(
      {},
      ['TPL-ANNOTATIONS metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "x"'],
      { annotations: { 'controller.kubernetes.io/pod-deletion-cost': 'x' } },
    ));

  test('of AppArmor are copied to the field if the container has none', () => {
    const annotations = { [profile]: 'unconfined' };
    const appArmorProfile = { type: 'RuntimeDefault' };
    expectErrors({ securityContext: { appArmorProfile } }, [], { annotations });
    expectErrors(
      { containers: [{ ...main, securityContext: { appArmorProfile } }] },
      ['TPL-ANNOTATIONS spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type'],
      { annotations },
    );
  });
});

test('the generation is validated up to 1.32', () => {
  const generation = -1;
  expectErrors({}, ['META-GENERATION metadata.generation: Invalid value: -1'], { generation }, 32);
  expectErrors({}, [], { generation }, 33);
});

test('warnings are reported', () => {
  expectErrors({}, ['warning WARN-NAME metadata.name: Warning: "a.b": this is used in the Pod\'s hostname'], {
    name: 'a.b',
  });
  expectErrors({ containers: [{ ...main, image: 'a' }] }, ['warning WARN-IMAGE-LATEST spec.containers[0].image']);
});

test('any Pod is validated without throwing', () => answersAlways('v1', 'Pod'));
