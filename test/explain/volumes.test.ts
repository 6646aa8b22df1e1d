import { changesOf, diagnosesOf, eventOf, headlines, podOf, recorded, running, waiting } from '../fixtures/explain';

describe('as a cluster says it', () => {
  test.each<[string, string, string]>([
    [
      'vol-secret',
      'Secret "nope" is missing (volume "certs")',
      'SharedVolume "certs" of Algorithm "vol-secret": create Secret "nope" in namespace batch, or name another; optional: true lets the pod start without',
    ],
    [
      'vol-configmap',
      'ConfigMap "nope" is missing (volume "conf")',
      'SharedVolume "conf" of Algorithm "vol-configmap": create ConfigMap "nope" in namespace batch, or name another; optional: true lets the pod start without',
    ],
    [
      'vol-key',
      'the ConfigMap of volume "conf" has no key "nope"',
      'SharedVolume "conf" of Algorithm "vol-key": name keys in items that it has, or add this one to it',
    ],
    [
      'vol-hostpath',
      'volume "host" is not on the node: /nope/nope is not a directory',
      'SharedVolume "host" of Algorithm "vol-hostpath": name a path that all nodes have, or give the type DirectoryOrCreate',
    ],
    [
      'vol-nfs',
      'volume "nfs" cannot be mounted',
      'SharedVolume "nfs" of Algorithm "vol-nfs": check what it names: the message says what is wrong',
    ],
    [
      'vol-csi',
      'volume "csi" needs the CSI driver csi.example.com, which is not on the node',
      'SharedVolume "csi" of Algorithm "vol-csi": install the driver on the nodes, choose nodes that have it, or use another kind of volume',
    ],
  ])('%s', (name, what, change) => {
    const objects = recorded('volumes', name);
    expect(headlines(objects)).toEqual([`Job ${name}: ${what}`]);
    expect(changesOf(diagnosesOf(objects)[0])).toEqual([change]);
    expect(diagnosesOf(objects)[0].severity).toBe('error');
  });

  test('without events there is only that it does not start', () => {
    const objects = recorded('volumes', 'vol-secret').filter(({ kind }) => kind !== 'Event');
    expect(headlines(objects)).toEqual(['Job vol-secret: does not start (ContainerCreating), and nothing says why']);
    expect(diagnosesOf(objects)[0].facts).toContainEqual({
      label: 'events',
      text: 'there are none in what was read, so that this is all that can be known; add them: kubectl get pods,jobs,events -o json',
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

describe('what kubelets and controllers say', () => {
  test.each<[string, string, string, string]>([
    [
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
      'VolumeInUse',
      'volume "data" is attached to another node',
    ],
    [
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data conf]: timed out waiting for the condition',
      'VolumeTimeout',
      'volume "data" does not answer in time',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "data" : mount failed: exit status 32 Output: mount.nfs: access denied by server while mounting',
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

  test('one for each volume, and none for the waiting itself', () => {
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

  test('it is over when a container has started', () => {
    const started = podOf({ containers: [{ name: 'algorunner', ready: true, ...running() }] });
    expect(
      headlines([
        started,
        eventOf('FailedMount', 'MountVolume.SetUp failed for volume "conf" : configmap "conf" not found'),
      ]),
    ).toEqual(['Pod print-x: nothing wrong: running']);
  });
});
