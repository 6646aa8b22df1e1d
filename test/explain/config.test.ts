import { changesOf, diagnosesOf, eventOf, headlines, podOf, recorded, waiting } from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string, string]>([
    [
      'secret-missing',
      'container "algorunner" (Algorithm): cannot be created: Secret "nope" is missing',
      'Algorithm "secret-missing", env: create Secret "nope" in namespace batch, or name another (PASSWORD comes ' +
        'from it)',
    ],
    [
      'secret-key',
      'container "algorunner" (Algorithm): cannot be created: Secret "has" has no key "password"',
      'Algorithm "secret-key", env: use a key that exists, or add this key to it (PASSWORD comes from it)',
    ],
    [
      'configmap-missing',
      'container "web" (SideCar): cannot be created: ConfigMap "nope" is missing',
      'SideCar "web" of Algorithm "configmap-missing", env: create ConfigMap "nope" in namespace batch, or name ' +
        'another (MODE comes from it)',
    ],
    [
      'configmap-key',
      'container "algorunner" (Algorithm): cannot be created: ConfigMap "scripts" has no key "mode"',
      'Algorithm "configmap-key", env: use a key that exists, or add this key to it (MODE comes from it)',
    ],
    [
      'envfrom',
      'container "algorunner" (Algorithm): cannot be created: ConfigMap "nope" is missing',
      'Algorithm "envfrom", envFrom: create ConfigMap "nope" in namespace batch, or name another',
    ],
    [
      'envfrom-secret',
      'container "algorunner" (Algorithm): cannot be created: Secret "nope" is missing',
      'Algorithm "envfrom-secret", envFrom: create Secret "nope" in namespace batch, or name another',
    ],
    [
      'nonroot',
      'container "algorunner" (Algorithm): cannot be created: must not run as root, but its image does',
      'Algorithm "nonroot", securityContext.runAsUser: set the number of a user that the image works with, such as ' +
        '1000',
    ],
  ])('%s', (name, line, change) => {
    const objects = recorded('config', name);
    expect(headlines(objects)).toEqual([`Job ${name}: ${line}`]);
    expect(changesOf(diagnosesOf(objects)[0])[0]).toBe(change);
  });
});

describe('a message is explained', () => {
  test.each<[string, string, string]>([
    ['secret "regcred" not found', 'SecretMissing', 'cannot be created: Secret "regcred" is missing'],
    [
      "couldn't find key a in key b in Secret batch/has",
      'SecretKeyMissing',
      'cannot be created: Secret "has" has no key "a in key b"',
    ],
    [
      'container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root (pod: "x", ' +
        'container: y)',
      'RunsAsRoot',
      'cannot be created: must not run as root, and Kubernetes cannot tell whether user "app" of its image is root',
    ],
    [
      'failed to prepare subPath for volumeMount "data" of container "algorunner"',
      'SubPath',
      'cannot be created: the subPath of a mount cannot be prepared',
    ],
    ['something new', 'ContainerConfig', 'cannot be created: its configuration is not valid'],
    ['', 'ContainerConfig', 'cannot be created: its configuration is not valid'],
  ])('%s', (message, cause, what) => {
    const pod = podOf({
      status: { phase: 'Pending' },
      containers: [{ name: 'algorunner', ...waiting('CreateContainerConfigError', message) }],
    });
    expect(diagnosesOf([pod])[0]).toMatchObject({ cause, what, severity: 'error' });
  });

  test('a failure that passes by itself is a warning', () => {
    const pod = podOf({
      status: { phase: 'Pending' },
      containers: [
        {
          name: 'algorunner',
          ...waiting('CreateContainerConfigError', 'failed to sync secret cache: timed out waiting for the condition'),
        },
      ],
    });
    expect(diagnosesOf([pod])[0]).toMatchObject({
      severity: 'warning',
      cause: 'NodeNotReadyYet',
      what: 'cannot be created: the node has not read what the container needs yet',
    });
  });

  test('all variables of a Secret are named, and no others', () => {
    const from = (name: string, secret: string) => ({ name, valueFrom: { secretKeyRef: { name: secret, key: 'k' } } });
    const env = [from('A', 'nope'), from('B', 'other'), from('C', 'nope'), { name: 'D', value: 'nope' }];
    const pod = podOf({
      status: { phase: 'Pending' },
      containers: [{ name: 'algorunner', env, ...waiting('CreateContainerConfigError', 'secret "nope" not found') }],
    });
    expect(changesOf(diagnosesOf([pod])[0])[0]).toMatch(/\(A, C come from it\)$/);
  });

  test('the time is that of the first warning about the container', () => {
    const pod = podOf({
      status: { phase: 'Pending' },
      containers: [{ name: 'algorunner', ...waiting('CreateContainerConfigError', 'secret "nope" not found') }],
    });
    const events = [
      eventOf('Pulling', '', {
        container: 'algorunner',
        type: 'Normal',
        firstTimestamp: '2026-11-23T07:38:10Z',
        lastTimestamp: '2026-11-23T07:38:10Z',
      }),
      eventOf('Failed', '', {
        container: 'web',
        firstTimestamp: '2026-11-23T07:38:20Z',
        lastTimestamp: '2026-11-23T07:38:20Z',
      }),
      eventOf('Failed', '', {
        container: 'algorunner',
        firstTimestamp: '2026-11-23T07:38:30Z',
        lastTimestamp: '2026-11-23T07:38:30Z',
      }),
    ];
    expect(diagnosesOf([pod, ...events])[0].since).toBe('2026-11-23T07:38:30Z');
    expect(diagnosesOf([pod])[0].since).toBe('2026-11-23T07:38:00Z');
  });
});
