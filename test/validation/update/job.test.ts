import { changed, testUpdates, UpdateCase } from './expect-update';

const container = { name: 'main', image: 'a:1', resources: { requests: { cpu: '1' } } };
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'x' },
  spec: { template: { metadata: { labels: { app: 'a' } }, spec: { restartPolicy: 'Never', containers: [container] } } },
};
const inPod = (spec: any) => ({ spec: { template: { spec } } });
const image = (text: string) => inPod({ containers: [{ ...container, image: text }] });

const TEMPLATE = 'UPD-JOB spec.template: Invalid value: field is immutable';
const POD = 'UPD-JOB spec.template.spec: Invalid value: field is immutable';

describe('a running Job', () => {
  const affinity = { nodeAffinity: {} };
  const selector = { matchLabels: { app: 'b' } };
  testUpdates(job, [
    [{}, []],
    [{ metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } }, []],
    [{ spec: { parallelism: 3, backoffLimit: 1, activeDeadlineSeconds: 5, ttlSecondsAfterFinished: 1 } }, []],
    [{ spec: { suspend: true, podReplacementPolicy: 'Failed', manualSelector: true } }, []],
    // What the defaults say anyway is no change.
    [{ spec: { completionMode: 'NonIndexed', completions: 1, parallelism: 1 } }, []],
    [inPod({ dnsPolicy: 'ClusterFirst', terminationGracePeriodSeconds: 30, securityContext: {} }), []],
    [inPod({ hostNetwork: false, hostname: '', tolerations: [], nodeSelector: null }), []],
    [inPod({ containers: [{ ...container, resources: { requests: { cpu: '1000m' } } }] }), []],
    [inPod({ containers: [{ ...container, imagePullPolicy: 'IfNotPresent', stdin: false }] }), []],
    [image('a:2'), [TEMPLATE]],
    [inPod({ containers: [{ ...container, env: [{ name: 'A' }] }] }), [TEMPLATE]],
    [inPod({ containers: [{ ...container, securityContext: {} }] }), [TEMPLATE]],
    [inPod({ automountServiceAccountToken: false }), [TEMPLATE]],
    [inPod({ nodeSelector: { a: 'b' } }), [TEMPLATE]],
    [inPod({ affinity }), [TEMPLATE]],
    [{ spec: { template: { metadata: { labels: { app: 'b' } } } } }, [TEMPLATE]],
    [{ spec: { completions: 2 } }, ['UPD-JOB spec.completions: Invalid value: 2']],
    [{ spec: { managedBy: 'a.b/c' } }, ['UPD-JOB spec.managedBy: Invalid value: "a.b/c": field is immutable']],
    [
      { spec: { selector } },
      ['JOB-SELECTOR spec.template.metadata.labels', 'UPD-JOB spec.selector: Invalid value: {"matchLabels":{'],
    ],
    // What is refused in a new Job is refused in an old one.
    [{ spec: { backoffLimit: -1 } }, ['JOB-NONNEG spec.backoffLimit: Invalid value: -1']],
  ]);
});

describe('an indexed Job', () => {
  const indexed = changed(job, { spec: { completionMode: 'Indexed', completions: 2, parallelism: 2 } });
  testUpdates(indexed, [
    [{ spec: { completions: 3, parallelism: 3 } }, []],
    [{ spec: { completions: 3 } }, ['UPD-JOB spec.completions: Invalid value: 3: can only be modified in tandem']],
    [
      { spec: { completionMode: undefined } },
      ['UPD-JOB spec.completionMode: Invalid value: "NonIndexed": field is immutable'],
    ],
  ]);
});

describe('a suspended Job', () => {
  const suspended = changed(job, { spec: { suspend: true } });
  const required = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] };
  const resources = inPod({ containers: [{ ...container, resources: { requests: { cpu: '2' } } }] });
  const started = { status: { startTime: '2026-01-01T00:00:00Z', active: 1 } };
  const rows: UpdateCase[] = [
    [inPod({ nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] }), []],
    [inPod({ schedulingGates: [{ name: 'a.b/c' }] }), []],
    [{ spec: { template: { metadata: { labels: { app: 'b' }, annotations: { c: 'd' } } } } }, []],
    [inPod({ affinity: { nodeAffinity: {} } }), []],
    // Of the template's metadata, nothing is compared.
    [{ spec: { template: { metadata: { generation: 2 } } } }, []],
    [inPod({ affinity: { podAffinity: required } }), [POD]],
    [resources, []],
    [resources, [TEMPLATE], { minor: 35 }],
    [image('a:2'), [POD]],
    [image('a:2'), [TEMPLATE], { minor: 35 }],
    [{ spec: { completions: 2 } }, ['UPD-JOB spec.completions: Invalid value: 2']],
    [inPod({ nodeSelector: { a: 'b' } }), [TEMPLATE], { old: started }],
  ];
  testUpdates(suspended, rows);
});

describe('a replacement', () => {
  const method = 'replace';
  testUpdates(job, [
    [
      {},
      [
        'JOB-SELECTOR spec.selector: Required value',
        'JOB-SELECTOR spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match',
        'UPD-JOB spec.selector: Invalid value: null: field is immutable',
        TEMPLATE,
      ],
      { method },
    ],
  ]);
  const selector = { manualSelector: true, selector: { matchLabels: { app: 'a' } } };
  testUpdates(changed(job, { spec: selector }), [
    [{ metadata: { labels: { a: 'b' } } }, [], { method }],
    [image('a:2'), [TEMPLATE], { method }],
  ]);
});
