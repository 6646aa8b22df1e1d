import { changesOf, diagnosesOf, eventOf, factsOf, headlines, podOf, recorded, waiting } from '../fixtures/explain';

describe('a recorded pod is explained', () => {
  test.each<[string, string, string]>([
    [
      'image-missing',
      'Job image-missing: container "web" (SideCar): image cannot be pulled: the registry cannot be reached',
      'SideCar "web" of Algorithm "image-missing", image',
    ],
    [
      'image-main',
      'Job image-main: container "algorunner" (Algorithm): image cannot be pulled: the registry cannot be reached',
      'Algorithm "image-main", image',
    ],
    [
      'image-invalid',
      'Job image-invalid: container "algorunner" (Algorithm): image cannot be pulled: its name is invalid',
      'Algorithm "image-invalid", image',
    ],
    [
      'image-never',
      'Job image-never: container "algorunner" (Algorithm): image cannot be pulled: it is not on the node, and ' +
        'imagePullPolicy is Never',
      'Algorithm "image-never", imagePullPolicy',
    ],
    [
      'image-deploy',
      'Deployment image-deploy: container "web" (SideCar): image cannot be pulled: the registry cannot be reached',
      'SideCar "web" of Algorithm "image-deploy", image',
    ],
    [
      'bare',
      'Pod bare: container "main": image cannot be pulled: the registry cannot be reached',
      'Pod bare, spec.containers "main".image',
    ],
  ])('%s', (name, line, change) => {
    const objects = recorded('image', name);
    expect(headlines(objects)).toEqual([line]);
    expect(changesOf(diagnosesOf(objects)[0])[0].split(': ')[0]).toBe(change);
  });

  test('a missing pull secret is named', () => {
    const [diagnosis] = diagnosesOf(recorded('image', 'pull-secret'));
    expect(factsOf(diagnosis)['pull secret']).toBe(
      'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    );
    expect(changesOf(diagnosis)[1]).toBe(
      'Algorithm "pull-secret", pod.imagePullSecrets: name a Secret that exists in namespace batch',
    );
  });

  test('three pods of a Deployment are one diagnosis, with the rollout as its result', () => {
    const [{ about, facts, since }] = diagnosesOf(recorded('image', 'image-deploy'));
    expect(about).toMatchObject({ kind: 'Pod', count: 3 });
    expect(facts).toContainEqual({
      label: 'result',
      text: 'Deployment does not become ready: its rollout took longer than progressDeadlineSeconds',
    });
    expect(since).toBe('2026-11-23T07:38:10Z');
  });
});

const IMAGE = 'docker.io/acme/web:1';
const failing = (message: string, more: any = {}) =>
  podOf({
    status: { phase: 'Pending' },
    containers: [{ name: 'algorunner', image: IMAGE, ...waiting('ImagePullBackOff', message), ...more }],
  });
const pulling = (end: string) =>
  `Back-off pulling image "${IMAGE}": ErrImagePull: failed to pull and unpack image "${IMAGE}": ${end}`;

describe('an answer of a registry or a runtime is explained', () => {
  test.each<[string, string, string]>([
    [pulling(`failed to resolve reference "${IMAGE}": ${IMAGE}: not found`), 'ImageNotFound', 'it does not exist'],
    [
      pulling(
        `failed to resolve reference "${IMAGE}": unexpected status from HEAD request to ` +
          'https://registry.acme.example/v2/web/manifests/1: 404 Not Found',
      ),
      'ImageNotFound',
      'it does not exist',
    ],
    [
      'rpc error: code = Unknown desc = Error response from daemon: manifest for acme/web:1 not found: manifest ' +
        'unknown: manifest unknown',
      'ImageNotFound',
      'it does not exist',
    ],
    [
      pulling(
        'failed to resolve reference: pull access denied, repository does not exist or may require authorization: ' +
          'server message: insufficient_scope: authorization failed',
      ),
      'ImageDenied',
      'the registry denies access: the image does not exist, or it is private',
    ],
    [
      pulling(
        'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ' +
          'https://ghcr.io/token: 401 Unauthorized',
      ),
      'ImageDenied',
      'the registry denies access: the image does not exist, or it is private',
    ],
    [
      pulling('unexpected status from HEAD request: 403 Forbidden'),
      'ImageDenied',
      'the registry denies access: the image does not exist, or it is private',
    ],
    [
      pulling(
        'failed to copy: httpReadSeeker: failed open: unexpected status code ' +
          'https://registry-1.docker.io/v2/web/manifests/1: 429 Too Many Requests - Server message: ' +
          'toomanyrequests: You have reached your pull rate limit',
      ),
      'ImageRateLimit',
      'a rate limit on pulls is exceeded',
    ],
    ['pull QPS exceeded', 'ImageRateLimit', 'a rate limit on pulls is exceeded'],
    [
      pulling(
        'failed to do request: Head "https://registry.acme.example/v2/web/manifests/1": dial tcp: lookup ' +
          'registry.acme.example on 10.0.0.10:53: no such host',
      ),
      'ImageRegistryUnreachable',
      'the registry cannot be reached',
    ],
    [
      pulling('failed to do request: Head "https://10.0.0.1/v2/": dial tcp 10.0.0.1:443: i/o timeout'),
      'ImageRegistryUnreachable',
      'the registry cannot be reached',
    ],
    [
      pulling('failed to do request: dial tcp 10.0.0.1:443: connect: connection refused'),
      'ImageRegistryUnreachable',
      'the registry cannot be reached',
    ],
    [
      pulling(
        'unexpected status from HEAD request to https://registry.acme.example/v2/web/manifests/1: 503 Service ' +
          'Unavailable',
      ),
      'ImageRegistryUnreachable',
      'the registry cannot be reached',
    ],
    [
      pulling('failed to do request: tls: failed to verify certificate: x509: certificate signed by unknown authority'),
      'ImageCertificate',
      'the node does not trust the registry',
    ],
    [
      pulling('failed to do request: http: server gave HTTP response to HTTPS client'),
      'ImageCertificate',
      'the node does not trust the registry',
    ],
    [pulling('no match for platform in manifest: not found'), 'ImagePlatform', 'it is not built for this kind of node'],
    [
      pulling('failed to extract layer: write /var/lib/containerd/x: no space left on device'),
      'ImageNoSpace',
      'the node has no disk space left for it',
    ],
    ['', 'ImagePull', 'the reason is not known'],
  ])('%s', (message, cause, what) => {
    expect(diagnosesOf([failing(message)])[0]).toMatchObject({
      cause,
      what: `image cannot be pulled: ${what}`,
      severity: 'error',
    });
  });

  test('by the event if the kubelet is older', () => {
    const [diagnosis] = diagnosesOf([
      failing(`Back-off pulling image "${IMAGE}"`),
      eventOf('Failed', `Failed to pull image "${IMAGE}": manifest unknown`, { container: 'algorunner' }),
      eventOf('Failed', 'Error: ErrImagePull', { container: 'algorunner' }),
      eventOf('Failed', 'Failed to pull image "x": toomanyrequests', { container: 'web' }),
    ]);
    expect(diagnosis).toMatchObject({
      cause: 'ImageNotFound',
      message: `Failed to pull image "${IMAGE}": manifest unknown`,
      since: '2026-11-23T07:39:00Z',
    });
  });

  test('as unknown if there is no event', () => {
    const [diagnosis] = diagnosesOf([failing(`Back-off pulling image "${IMAGE}"`)]);
    expect(diagnosis.what).toBe('image cannot be pulled: the reason is not known');
    expect(factsOf(diagnosis).events).toMatch(/^none were read/);
  });

  test.each(['docker.io/denied/forbidden:429', 'registry.acme.example/x509/toomanyrequests:1'])(
    'even if the image has the name of an error: %s',
    (image) => {
      const message =
        `failed to resolve reference "${image}": unexpected status from HEAD request to ` +
        `https://${image.replace(/:.*/, '')}/manifests/429: ${image}: not found`;
      expect(diagnosesOf([failing(message, { image })])[0].cause).toBe('ImageNotFound');
    },
  );

  test.each<[string, string]>([
    ['ErrImagePull', 'ImageNotFound'],
    ['ImageInspectError', 'ImageNotFound'],
    ['SignatureValidationFailed', 'ImageSignature'],
    ['ErrImageNeverPull', 'ImageNeverPulled'],
  ])('reason %s', (reason, cause) => {
    expect(diagnosesOf([failing('', waiting(reason, 'not found'))])[0].cause).toBe(cause);
  });

  test.each(['ContainerCreating', 'PodInitializing', ''])('the reason %j is not about the image', (reason) => {
    expect(diagnosesOf([failing('', waiting(reason, 'not found'))])[0].cause).not.toMatch(/^Image/);
  });

  test('two images of one container are two diagnoses', () => {
    const other = failing('manifest unknown', { image: 'docker.io/acme/web:2' });
    expect(
      diagnosesOf([failing('manifest unknown'), { ...other, metadata: { ...other.metadata, name: 'print-y' } }]),
    ).toHaveLength(2);
  });

  test('the pull secrets of a private image are listed', () => {
    const pod = failing('pull access denied');
    expect(factsOf(diagnosesOf([pod])[0])['pull secrets']).toBe('none');
    pod.spec.imagePullSecrets = [{ name: 'regcred' }, { name: 'ghcr' }];
    const [diagnosis] = diagnosesOf([pod]);
    expect(factsOf(diagnosis)['pull secrets']).toBe('regcred, ghcr');
    expect(changesOf(diagnosis)).toContainEqual(
      expect.stringMatching(/^Algorithm "print", pod\.imagePullSecrets: if the image is private/),
    );
  });
});
