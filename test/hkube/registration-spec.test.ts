import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { readSpec } from '../../src/hkube/read-spec';
import { holdsSecret, registrationOf } from '../../src/hkube/registration-spec';

const MINIMAL = { name: 'print', algorithmImage: 'acme/print:1' };

function read(spec: object) {
  const v = new Validation(37);
  const result = readSpec({ ...MINIMAL, ...spec }, v);
  expect(v.findings.filter(({ severity }) => severity === 'error').map(typeAndDetail)).toEqual([]);
  return result;
}

describe('the sent spec', () => {
  test('resets fields that the spec leaves out', () => {
    expect(registrationOf(read({}))).toEqual({
      ...MINIMAL,
      cpu: null,
      mem: '256Mi',
      gpu: null,
      reservedMemory: null,
      applyCpuLimits: true,
      algorithmEnv: null,
      workerEnv: null,
      mounts: null,
      volumes: [],
      volumeMounts: [],
      sideCars: null,
      nodeSelector: null,
      labels: null,
      annotations: null,
      kaiObject: null,
      securityContext: {},
      workerCustomResources: { requests: {}, limits: {} },
      workerImage: null,
      entryPoint: null,
    });
  });

  const ALL = {
    cpu: 1,
    mem: '1 Gi',
    gpu: 2,
    reservedMemory: '1Mi',
    applyCpuLimits: false,
    algorithmEnv: { A: 1, N: null },
    workerEnv: { B: 'b' },
    mounts: [{ pvcName: 'data', path: '/data' }],
    volumes: [{ name: 'v', emptyDir: {} }],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    sideCars: [{ container: { name: 's', image: 'i' } }],
    nodeSelector: { a: 'b' },
    labels: { ab: 'cd' },
    annotations: { ab: 'cd' },
    kaiObject: { queue: 'q' },
    securityContext: { fsGroup: 5 },
    workerCustomResources: { requests: { cpu: 1 }, limits: { cpu: 2 } },
    workerImage: 'acme/worker:1',
    entryPoint: 'main.py',
  };

  test('has the fields of the spec unchanged', () => {
    expect(registrationOf(read(ALL))).toEqual({ ...MINIMAL, ...ALL });
    expect(Object.keys(registrationOf(read({}))).slice(0, 2)).toEqual(['name', 'algorithmImage']);
  });

  test('leaves out fields that others may have set', () => {
    const sent = registrationOf(read({}));
    for (const field of [
      'minHotWorkers',
      'maxWorkers',
      'quotaGuarantee',
      'description',
      'stateType',
      'kind',
      'type',
      'env',
      'options',
      'gitRepository',
    ]) {
      expect(sent).not.toHaveProperty(field);
    }
    expect(registrationOf(read({ minHotWorkers: 2, options: { devMode: true } }))).toMatchObject({
      minHotWorkers: 2,
      options: { devMode: true },
    });
  });

  test('leaves out fields that only the server of HKube writes', () => {
    const server = {
      version: 'v',
      created: 1,
      modified: 2,
      auditTrail: [],
      errors: [],
      userInfo: {},
      unscheduledReason: 'r',
      buildId: 'b',
      fileInfo: {},
    };
    const sent = registrationOf(read({ ...server, options: { pending: true, debug: true, opengl: true } }));
    for (const field of Object.keys(server)) expect(sent).not.toHaveProperty(field);
    expect(sent.options).toEqual({ opengl: true });
    expect(registrationOf(read({ type: 'Code', fileInfo: { path: 'p' } }))).toMatchObject({ fileInfo: { path: 'p' } });
  });

  test('5.16: has null for a selector without keys', () => {
    expect(registrationOf(read({ nodeSelector: {} })).nodeSelector).toBeNull();
  });
});

describe('a secret', () => {
  const withEnv = (name: string, value: unknown) => ({ algorithmEnv: { [name]: value } });
  const container = (fields: object) => ({ sideCars: [{ container: { name: 's', image: 'i', ...fields } }] });

  test.each<[object]>([
    [{ gitRepository: { url: 'https://git.acme.io/x', token: 'abc' } }],
    [{ gitRepository: { url: 'https://me:pass@git.acme.io/x' } }],
    [{ gitRepository: { url: 'https://ghp_abc@git.acme.io/x' } }],
    [{ dependencyInstallCmd: 'pip install --index-url https://me:pass@pypi.acme.io/simple' }],
    [withEnv('PASSWORD', 'abc')],
    [withEnv('DB_PASSWD', 'abc')],
    [withEnv('API_KEY', 'abc')],
    [withEnv('apikey', 'abc')],
    [withEnv('GITHUB_TOKEN', 'abc')],
    [withEnv('AWS_SECRET_ACCESS_KEY', 'abc')],
    [withEnv('CREDENTIALS', 'abc')],
    [withEnv('PIN_SECRET', 1234)],
    [withEnv('ANY', 'glpat-abcdef')],
    [withEnv('ANY', 'AKIAABCDEFGHIJKLMNOP')],
    [withEnv('ANY', '-----BEGIN RSA PRIVATE KEY-----\nx')],
    [{ workerEnv: { TOKEN: 'abc' } }],
    [{ sideCars: [{ container: { name: 's', image: 'i' }, environments: { TOKEN: 'abc' } }] }],
    [container({ env: [{ name: 'TOKEN', value: 'abc' }] })],
    [container({ args: ['--auth=https://me:pass@x.y'] })],
  ])('is contained in %j', (spec) => {
    expect(holdsSecret(read(spec))).toBe(true);
  });

  test.each<[object]>([
    [{}],
    [{ gitRepository: { url: 'https://git.acme.io/x@v1' } }],
    [{ gitRepository: { url: 'https://git.acme.io/x', token: null } }],
    [withEnv('PASSWORD', { secretKeyRef: { name: 's', key: 'k' } })],
    [withEnv('PASSWORD', '')],
    [withEnv('PASSWORD', null)],
    [withEnv('MONKEY', 'abc')],
    [withEnv('COMPASS', 'abc')],
    [container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] })],
    [container({ env: 'odd' })],
  ])('is not contained in %j', (spec) => {
    expect(holdsSecret(read(spec))).toBe(false);
  });
});
