import { asWritten } from '../../src/convert/as-written';

const containers = [{ name: 'main', image: 'docker.io/acme/print:v4' }];
const spec = { backoffLimit: 2, template: { metadata: {}, spec: { restartPolicy: 'Never', containers } } };
const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'print' }, spec };
const defaults = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
  resources: {},
};
const uid = 'd0b3a3b0-0000-0000-0000-000000000000';
const generated = { 'controller-uid': uid, 'batch.kubernetes.io/controller-uid': uid, 'job-name': 'print' };
/** The Job as a cluster returns it. */
const live = {
  ...job,
  metadata: {
    name: 'print',
    uid,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: generated,
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'mine' },
  },
  spec: {
    ...spec,
    completions: 1,
    parallelism: 1,
    completionMode: 'NonIndexed',
    suspend: false,
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    template: {
      metadata: { creationTimestamp: null, labels: { ...generated, app: 'print' } },
      spec: {
        ...spec.template.spec,
        containers: containers.map((container) => ({ ...container, ...defaults })),
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        securityContext: {},
        terminationGracePeriodSeconds: 30,
      },
    },
  },
  status: { active: 1 },
};

test('an object from a cluster loses what the server and controllers added', () => {
  const { template } = spec;
  expect(asWritten(live)).toEqual({
    ...job,
    metadata: { name: 'print', annotations: { note: 'mine' } },
    spec: { ...spec, template: { ...template, metadata: { labels: { app: 'print' } } } },
  });
});

test('a selector that the user wrote stays', () => {
  const selector = { matchLabels: { app: 'print' } };
  const withSelector = { ...live, spec: { ...live.spec, manualSelector: true, selector } };
  expect(asWritten(withSelector).spec).toMatchObject({ manualSelector: true, selector });
});

test('a value that is not the default stays', () => {
  const changed = { ...live, spec: { ...live.spec, suspend: true } };
  expect(asWritten(changed).spec.suspend).toBe(true);
});

describe('a manifest from a file', () => {
  const written = { ...job, spec: { ...spec, suspend: false, ttlSecondsAfterFinished: null } };

  test('loses only its nulls', () => {
    expect(asWritten(written)).toStrictEqual({ ...job, spec: { ...spec, suspend: false } });
  });

  test('loses the defaults on request', () => {
    const { template, backoffLimit } = spec;
    expect(asWritten(written, true)).toEqual({
      ...job,
      spec: { backoffLimit, template: { spec: template.spec } },
    });
  });
});

test('custom resources lose no defaults', () => {
  const queue = { apiVersion: 'kueue.x-k8s.io/v1beta1', kind: 'LocalQueue', metadata: { name: 'q' }, spec: { a: {} } };
  expect(asWritten(queue, true)).toEqual(queue);
});
