import {
  changesOf,
  diagnosesOf,
  eventOf,
  factsOf,
  headlines,
  podOf,
  recorded,
  running,
  waiting,
} from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string, string]>([
    [
      'vol-secret',
      'Secret "nope" is missing (volume "certs")',
      'SharedVolume "certs" of Algorithm "vol-secret": create Secret "nope" in namespace batch, or name another; ' +
        'optional: true lets the pod start without it',
    ],
    [
      'vol-configmap',
      'ConfigMap "nope" is missing (volume "conf")',
      'SharedVolume "conf" of Algorithm "vol-configmap": create ConfigMap "nope" in namespace batch, or name ' +
        'another; optional: true lets the pod start without it',
    ],
    [
      'vol-key',
      'the ConfigMap of volume "conf" has no key "nope"',
      'SharedVolume "conf" of Algorithm "vol-key": use keys in items that exist, or add this key to it',
    ],
    [
      'vol-hostpath',
      'volume "host" is not on the node: /nope/nope is not a directory',
      'SharedVolume "host" of Algorithm "vol-hostpath": use a path that exists on all nodes, or set the type ' +
        'DirectoryOrCreate',
    ],
    [
      'vol-nfs',
      'volume "nfs" cannot be mounted',
      'SharedVolume "nfs" of Algorithm "vol-nfs": check its source: the message says what is wrong',
    ],
    [
      'vol-csi',
      'volume "csi" needs the CSI driver csi.example.com, which is not installed on the node',
      'SharedVolume "csi" of Algorithm "vol-csi": install the driver on the nodes, select nodes that have it, or ' +
        'use another kind of volume',
    ],
  ])('%s', (name, what, change) => {
    const objects = recorded('volumes', name);
    expect(headlines(objects)).toEqual([`Job ${name}: ${what}`]);
    expect(changesOf(diagnosesOf(objects)[0])).toEqual([change]);
    expect(diagnosesOf(objects)[0].severity).toBe('error');
  });

  test('without events the reason is unknown', () => {
    const objects = recorded('volumes', 'vol-secret').filter(({ kind }) => kind !== 'Event');
    expect(headlines(objects)).toEqual(['Job vol-secret: does not start (ContainerCreating), for an unknown reason']);
    expect(diagnosesOf(objects)[0].facts).toContainEqual({
      label: 'events',
      text: 'none were read, so the reason is unknown; add them: kubectl get pods,jobs,events -o json',
    });
  });
});

const pod = podOf({
  status: { phase: 'Pending' },
  spec: {
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'conf', configMap: { name: 'conf' } },
    ],
  },
  containers: [{ name: 'algorunner', ...waiting('ContainerCreating') }],
});

describe('a message of a kubelet or a controller is explained', () => {
  test.each<[string, string, string, string]>([
    [
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be ' +
        'attached to another',
      'VolumeInUse',
      'volume "data" is attached to another node',
    ],
    [
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data conf]: timed out ' +
        'waiting for the condition',
      'VolumeTimeout',
      'volume "data" does not answer in time',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "data" : mount failed: exit status 32 Output: mount.nfs: access denied ' +
        'by server while mounting',
      'VolumeDenied',
      'the server of volume "data" denies access',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "conf" : references non-existent secret key: a',
      'SecretKeyMissing',
      'the Secret of volume "conf" has no key "a"',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "conf" : hostPath type check failed: /x is not a file',
      'HostPath',
      'volume "conf" is not on the node: /x is not a file',
    ],
    ['FailedMapVolume', 'something new', 'VolumeMount', 'volume "data" cannot be mounted'],
  ])('%s: %s', (reason, message, cause, what) => {
    expect(diagnosesOf([pod, eventOf(reason, message)])[0]).toMatchObject({
      cause,
      what,
      message,
      since: '2026-11-23T07:39:00Z',
    });
  });

  test('one diagnosis for each volume, without one about waiting for it', () => {
    const objects = [
      pod,
      eventOf('FailedMount', 'MountVolume.SetUp failed for volume "conf" : configmap "conf" not found'),
      eventOf('FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"'),
      eventOf(
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[data conf]: timed out waiting for the condition',
      ),
    ];
    expect(headlines(objects)).toEqual([
      'Pod print-x: ConfigMap "conf" is missing (volume "conf")',
      'Pod print-x: volume "data" is attached to another node',
    ]);
  });

  test('unless a container has started', () => {
    const started = podOf({ containers: [{ name: 'algorunner', ready: true, ...running() }] });
    expect(
      headlines([
        started,
        eventOf('FailedMount', 'MountVolume.SetUp failed for volume "conf" : configmap "conf" not found'),
      ]),
    ).toEqual(['Pod print-x: nothing wrong: running']);
  });
});

describe('a claim that is not bound', () => {
  test.each<[string, string]>([
    ['claim-unbound', 'unbound (storage class "nope"): storageclass.storage.k8s.io "nope" not found'],
    [
      'claim-noclass',
      'noclass (storage class ""): no persistent volumes available for this claim and no storage class is set',
    ],
  ])('%s: the reason is shown', (name, text) => {
    expect(factsOf(diagnosesOf(recorded('scheduling', name))[0]).claim).toBe(text);
  });

  const pending = podOf({
    spec: {
      nodeName: undefined,
      volumes: [
        { name: 'a', persistentVolumeClaim: { claimName: 'bound' } },
        { name: 'b', persistentVolumeClaim: { claimName: 'late' } },
        { name: 'c', ephemeral: {} },
      ],
    },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
        },
      ],
    },
  });
  const claim = (name: string, phase: string, uid = name) => ({
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'batch', uid },
    spec: { storageClassName: 'fast' },
    status: { phase },
  });
  const claimsOf = (objects: any[]) =>
    diagnosesOf(objects)[0]
      .facts.filter(({ label }) => label === 'claim')
      .map(({ text }) => text);

  test.each<[string, any[], string[]]>([
    ['none was read', [], ['bound: it was not read; add persistentvolumeclaims to kubectl get']],
    [
      'only those that are not bound',
      [claim('bound', 'Bound'), claim('late', 'Pending')],
      ['late (storage class "fast"): is Pending'],
    ],
    [
      "one of the pod's own",
      [claim('bound', 'Bound'), claim('late', 'Bound'), claim('print-x-c', 'Lost')],
      ['print-x-c (storage class "fast"): is Lost'],
    ],
  ])('%s', (_, claims, texts) => {
    expect(claimsOf([pending, ...claims])).toEqual(texts);
  });

  test('events of an earlier claim with the same name are ignored', () => {
    const event = (uid: string, message: string) => ({
      kind: 'Event',
      reason: 'ProvisioningFailed',
      message,
      involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'batch', name: 'late', uid },
    });
    const objects = [
      pending,
      claim('bound', 'Bound'),
      claim('late', 'Pending', 'new'),
      event('new', 'quota of the storage is used up'),
      event('old', 'no'),
    ];
    expect(claimsOf(objects)).toEqual(['late (storage class "fast"): quota of the storage is used up']);
  });
});
