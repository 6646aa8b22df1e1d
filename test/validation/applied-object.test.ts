import { asApplied } from '../../src/validation/applied-object';
import { JOB, run } from '../cli/run';

const UID = '99859a84-b1c1-47bc-a002-e84d40877181';
const GENERATED = {
  'batch.kubernetes.io/controller-uid': UID,
  'batch.kubernetes.io/job-name': 'print',
  'controller-uid': UID,
  'job-name': 'print',
};
const METADATA = {
  name: 'print',
  uid: UID,
  resourceVersion: '99320',
  creationTimestamp: '2026-11-23T09:36:06Z',
  generation: 1,
  managedFields: [
    {
      manager: 'kubectl',
      operation: 'Update',
      apiVersion: 'batch/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': {} },
    },
  ],
  ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'print', uid: UID, controller: true }],
};
const POD = JOB.spec.template.spec;

/** As `kubectl get job print -o json` prints it. */
const live = (labels: object = {}, podSpec: object = POD) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { ...METADATA, labels: { ...labels, ...GENERATED } },
  spec: {
    manualSelector: false,
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': UID } },
    template: { metadata: { creationTimestamp: null, labels: { ...labels, ...GENERATED } }, spec: podSpec },
  },
  status: { active: 1, uncountedTerminatedPods: {} },
});

test('a live Job is judged as if it were applied, without fields that the server added', () => {
  const job = live({ app: 'print' });
  expect(asApplied(job)).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'print', labels: { app: 'print', ...GENERATED } },
    spec: job.spec,
  });
});

test.each<[string, any, any]>([
  ['its uid', { metadata: { uid: UID } }, { metadata: {} }],
  ['its managed fields', { metadata: METADATA }, { metadata: { name: 'print' } }],
  ['its status', { status: { phase: 'Bound' } }, {}],
])('a live object is recognized by %s', (_, object, applied) => {
  expect(asApplied({ kind: 'PersistentVolumeClaim', ...object })).toEqual({
    kind: 'PersistentVolumeClaim',
    ...applied,
  });
});

test.each<[string, any]>([
  ['a manifest', JOB],
  [
    'what kubectl create --dry-run=client prints',
    { ...JOB, metadata: { ...JOB.metadata, creationTimestamp: null }, status: {} },
  ],
  ['an empty uid', { kind: 'Job', metadata: { uid: '', managedFields: [] } }],
  ['nothing', {}],
  ['no metadata', { metadata: null, status: [1] }],
])('%s is not a live object', (_, object) => {
  expect(asApplied(object)).toBe(object);
});

test.each<[string, any]>([
  ['spec', null],
  ['spec', 5],
  ['spec', { selector: [], template: [] }],
  ['spec', { selector: { matchLabels: {} }, template: { metadata: { labels: 5 } } }],
  ['metadata', { uid: UID, labels: [] }],
  ['metadata', []],
])('%s: %j is left for the rules to report', (field, value) => {
  const job = { ...live(), [field]: value };
  expect(asApplied(job)[field]).toEqual(
    Array.isArray(value) || typeof value !== 'object' || field === 'spec' || value === null ? value : { labels: [] },
  );
});

test('no key is lost', () => {
  const job = JSON.parse(
    `{"apiVersion": "batch/v1", "kind": "Job", "__proto__": {"a": 1},
      "metadata": {"uid": "${UID}", "__proto__": {}, "labels": {"__proto__": "x"}},
      "spec": {"__proto__": {}, "template": {}}}`,
  );
  const applied = asApplied(job);
  for (const object of [applied, applied.metadata, applied.metadata.labels, applied.spec]) {
    expect(Object.keys(object)).toContain('__proto__');
  }
});

describe('validate', () => {
  test.each<[string, object]>([
    ['Job', live()],
    ['Job without the rest of what a cluster writes', { ...live(), metadata: { name: 'print' }, status: undefined }],
    ["Job with labels of the user's", live({ app: 'print' })],
  ])('a live %s has one finding, about what each Job gets anew, which names the fields to remove', async (_, job) => {
    const { out, code } = await run(['validate', '-'], { stdin: JSON.stringify(job) });
    expect(out).toMatch(
      /^stdin:1:\d+: error: Job print: spec\.selector: Invalid value: .* `selector` not auto-generated\. /,
    );
    expect(out).toContain(
      'remove spec.selector, the label batch.kubernetes.io/controller-uid, the label controller-uid, ' +
        'the label batch.kubernetes.io/job-name, the label job-name (JOB-SELECTOR)\n1 object in 1 file: 1 error\n',
    );
    expect(code).toBe(1);
  });

  test.each<[string, object]>([
    ['Job with a selector of its own', { ...live(), spec: { ...live().spec, manualSelector: true } }],
    [
      'Pod',
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...METADATA, name: 'print-5p4wc', generateName: 'print-', labels: GENERATED },
        spec: POD,
        status: { phase: 'Running' },
      },
    ],
  ])('finds nothing in a live %s', async (_, object) => {
    const { out, code } = await run(['validate', '-'], { stdin: JSON.stringify(object) });
    expect(out).toMatch(/ in 1 file: nothing wrong\n/);
    expect(code).toBe(0);
  });

  test('finds a mistake in a live Job at its place', async () => {
    const text = JSON.stringify(live({}, { ...POD, containers: [{ name: 'main' }] }), undefined, 1);
    const line = text.split('\n').findIndex((each) => each.includes('"main"'));
    const { out } = await run(['validate', '-'], { stdin: text });
    expect(out.split('\n')).toContain(
      `stdin:${line}:6: error: Job print: spec.template.spec.containers[0].image: Required value. ` +
        'Write the image to run, such as docker.io/acme/print:v4 (CTR-IMAGE)',
    );
  });

  test('still finds a field that the server refuses', async () => {
    const job = live();
    const { out } = await run(['validate', '-'], {
      stdin: JSON.stringify({ ...job, spec: { ...job.spec, retries: 1 } }),
    });
    expect(out).toContain('error: Job print: spec.retries: Unknown field');
  });
});
