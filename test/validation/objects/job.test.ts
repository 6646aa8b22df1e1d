import * as fc from 'fast-check';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateJob } from '../../../src/validation/objects/job';
import { beginnings, found, long } from '../rules';

const template = (more: any = {}, labels?: any) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'main', image: 'a:1' }], restartPolicy: 'Never', ...more },
});
const job = (spec: any, metadata: any = {}) => ({
  metadata: { name: 'job', ...metadata },
  spec: { template: template(), ...spec },
});
const errors = (object: any, minor = NEWEST_MINOR) =>
  found((v) => {
    validateJob(v, object);
    v.findings.splice(0, v.findings.length, ...v.findings.filter(({ severity }) => severity === 'error'));
  }, minor);
const expectErrors = (object: any, expected: string[], minor?: number) =>
  expect(beginnings(errors(object, minor), expected)).toEqual(expected);

const perIndex = { completionMode: 'Indexed', completions: 5, parallelism: 2, backoffLimitPerIndex: 1 };
const atMost = (max: number) => `must be less than or equal to ${max}`;

test.each<[any, string[]]>([
  [{}, []],
  [
    {
      parallelism: 0,
      completions: 0,
      activeDeadlineSeconds: 0,
      backoffLimit: 0,
      ttlSecondsAfterFinished: 0,
      suspend: true,
    },
    [],
  ],
  [{ parallelism: -1 }, ['spec.parallelism: Invalid value: -1: must be greater than or equal to 0']],
  [{ completions: -1 }, ['spec.completions: Invalid value: -1']],
  [{ activeDeadlineSeconds: -1 }, ['spec.activeDeadlineSeconds: Invalid value: -1']],
  [{ backoffLimit: -1 }, ['spec.backoffLimit: Invalid value: -1']],
  [{ ttlSecondsAfterFinished: -1 }, ['spec.ttlSecondsAfterFinished: Invalid value: -1']],

  [{ template: template({ restartPolicy: 'OnFailure' }) }, []],
  [
    { template: template({ restartPolicy: undefined }) },
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [{ template: template({ restartPolicy: 'Always' }) }, ['spec.template.spec.restartPolicy: Required value']],
  [
    { template: template({ restartPolicy: 'never' }) },
    [
      'spec.template.spec.restartPolicy: Unsupported value: "never": supported values: "Always", "OnFailure", "Never"',
      'spec.template.spec.restartPolicy: Unsupported value: "never": supported values: "OnFailure", "Never"',
    ],
  ],
  [
    { template: undefined },
    ['spec.template.spec.containers: Required value', 'spec.template.spec.restartPolicy: Required value'],
  ],

  [{ completionMode: 'NonIndexed' }, []],
  [
    { completionMode: 'indexed' },
    ['spec.completionMode: Unsupported value: "indexed": supported values: "NonIndexed", "Indexed"'],
  ],
  [{ completionMode: 'Indexed' }, []],
  [{ completionMode: 'Indexed', completions: 3 }, []],
  [
    { completionMode: 'Indexed', parallelism: 3 },
    ['spec.completions: Required value: when completion mode is Indexed'],
  ],
  [{ completionMode: 'Indexed', completions: 3, parallelism: 100000 }, []],
  [
    { completionMode: 'Indexed', completions: 3, parallelism: 100001 },
    [`spec.parallelism: Invalid value: 100001: ${atMost(100000)} when completion mode is Indexed`],
  ],

  [perIndex, []],
  [{ ...perIndex, maxFailedIndexes: 5 }, []],
  [
    { ...perIndex, maxFailedIndexes: 6 },
    ['spec.maxFailedIndexes: Invalid value: 6: must be less than or equal to completions'],
  ],
  [{ ...perIndex, backoffLimitPerIndex: -1 }, ['spec.backoffLimitPerIndex: Invalid value: -1']],
  [{ ...perIndex, maxFailedIndexes: -1 }, ['spec.maxFailedIndexes: Invalid value: -1']],
  [
    { ...perIndex, backoffLimitPerIndex: undefined, maxFailedIndexes: 1 },
    ['spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified'],
  ],
  [{ backoffLimitPerIndex: 1 }, ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode']],
  [
    { ...perIndex, completionMode: 'NonIndexed', maxFailedIndexes: 1 },
    [
      'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
      'spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode',
    ],
  ],
  [{ ...perIndex, completions: 100000 }, []],
  [
    { ...perIndex, completions: 100001 },
    ['spec.maxFailedIndexes: Required value: must be specified when completions is above 100000'],
  ],
  [{ ...perIndex, completions: 100001, maxFailedIndexes: 10000, parallelism: 10000 }, []],
  [
    { ...perIndex, completions: 100001, maxFailedIndexes: 10001, parallelism: 10001 },
    [
      `spec.parallelism: Invalid value: 10001: ${atMost(10000)} when completions are above 100000 and used with ` +
        'backoff limit per index',
      `spec.maxFailedIndexes: Invalid value: 10001: ${atMost(10000)} when completions are above 100000`,
    ],
  ],
  [
    { ...perIndex, completions: 200000, maxFailedIndexes: 100001 },
    [`spec.maxFailedIndexes: Invalid value: 100001: ${atMost(100000)}`, 'spec.maxFailedIndexes: Invalid value: 100001'],
  ],

  [{ podReplacementPolicy: 'Failed' }, []],
  [{ podReplacementPolicy: 'TerminatingOrFailed' }, []],
  [
    { podReplacementPolicy: 'failed' },
    ['spec.podReplacementPolicy: Unsupported value: "failed": supported values: "Failed", "TerminatingOrFailed"'],
  ],
  [{ podReplacementPolicy: 'Failed', podFailurePolicy: { rules: [] } }, []],
  [
    { podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: { rules: [] } },
    ['spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"'],
  ],
  [
    { podFailurePolicy: { rules: [] }, template: template({ restartPolicy: 'OnFailure' }) },
    [
      'spec.template.spec.restartPolicy: Invalid value: "OnFailure": only "Never" is supported when ' +
        'podFailurePolicy is specified',
    ],
  ],
  [
    { successPolicy: { rules: [{ succeededCount: 1 }] } },
    ['spec.successPolicy: Invalid value: {"rules":[{"succeededCount":1}]}: requires indexed completion mode'],
  ],

  [{ managedBy: 'acme.io/foo/b-a_r' }, []],
  [{ managedBy: `a/${long(61)}` }, []],
  [{ managedBy: `a/${long(62)}` }, ['spec.managedBy: Too long: may not be more than 63 bytes']],
  [{ managedBy: '' }, ['spec.managedBy: Required value']],
  [
    { managedBy: 'acme' },
    ['spec.managedBy: Invalid value: "acme": must be a domain-prefixed path (such as "acme.io/foo")'],
  ],
  [{ managedBy: '/foo' }, ['spec.managedBy: Invalid value: "/foo"']],
  [{ managedBy: 'acme/' }, ['spec.managedBy: Invalid value: "acme/"']],
  [{ managedBy: 'Acme/foo' }, ['spec.managedBy: Invalid value: "Acme": a lowercase RFC 1123 subdomain']],
  [{ managedBy: 'acme/f oo' }, ['spec.managedBy: Invalid value: "f oo": Invalid path (regex used']],
])('%j', (spec, expected) => expectErrors(job(spec), expected));

test.each<[any, any, string[]]>([
  [{ name: long(63) }, {}, []],
  [{ name: long(64) }, {}, ['spec.template.labels: Invalid value: "xxx']],
  [
    { name: long(64) },
    { manualSelector: true, selector: { matchLabels: { a: 'b' } }, template: template({}, { a: 'b' }) },
    [],
  ],
  [{ generateName: long(70), name: undefined }, {}, []],
  [{ name: long(61) }, { completionMode: 'Indexed', completions: 10 }, []],
  [{ name: long(62) }, { completionMode: 'Indexed', completions: 10 }, ['metadata.name: Invalid value: "xxx']],
  [
    { name: 'a.b' },
    { completionMode: 'Indexed', completions: 2 },
    ['metadata.name: Invalid value: "a.b": will not able to create pod with invalid DNS label: a.b-1'],
  ],
  [{ name: 'a.b' }, { completionMode: 'Indexed', completions: 0 }, []],
  [{ name: 'a.b' }, {}, []],
  [{ generation: -1 }, {}, []],
])('the name %j', (metadata, spec, expected) => expectErrors(job(spec, metadata), expected));

const selector = 'spec.selector: Invalid value: ';
const labels = 'spec.template.metadata.labels: Invalid value: ';

test.each<[any, any, string[]]>([
  [{ selector: {} }, undefined, []],
  [{ selector: { matchLabels: { 'job-name': 'job' } } }, undefined, []],
  [{ selector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] } }, undefined, []],
  [{ selector: { matchLabels: { a: 'b' } } }, { a: 'b' }, [selector]],
  [{ selector: { matchLabels: { a: 'b' } } }, undefined, [selector, labels]],
  [{ selector: { matchLabels: { 'controller-uid': 'x' } } }, undefined, [selector, labels]],
  [{ selector: { matchLabels: { 'a b': 'c' } } }, undefined, ['spec.selector.matchLabels: Invalid value: "a b"']],
  [{}, { 'job-name': 'job', 'batch.kubernetes.io/job-name': 'job' }, []],
  [
    {},
    { 'job-name': 'other' },
    ['spec.template.metadata.labels[job-name]: Invalid value: {"job-name":"other"}: must be \'job\''],
  ],
  [
    {},
    { 'batch.kubernetes.io/job-name': 'other' },
    ['spec.template.metadata.labels[batch.kubernetes.io/job-name]: Invalid value: '],
  ],
  [{}, { 'controller-uid': 'x' }, ['spec.template.metadata.labels[controller-uid]: Invalid value: ']],
  [
    {},
    { 'batch.kubernetes.io/controller-uid': 'x' },
    ['spec.template.metadata.labels[batch.kubernetes.io/controller-uid]: Invalid value: ', labels],
  ],
  [{ manualSelector: false }, { a: 'b' }, []],
  [{ manualSelector: true }, { a: 'b' }, ['spec.selector: Required value', labels]],
  [{ manualSelector: true, selector: { matchLabels: { a: 'b' } } }, { a: 'b' }, []],
  [{ manualSelector: true, selector: { matchLabels: { a: 'b' } } }, { a: 'c' }, [labels]],
  [{ manualSelector: true, selector: {} }, undefined, []],
  [
    { manualSelector: true, selector: { matchExpressions: [{ key: 'a', operator: 'Equals' }] } },
    { a: 'b' },
    ['spec.selector.matchExpressions[0].operator: Invalid value: "Equals"'],
  ],
])('the selector %j of pods with %j', (spec, podLabels, expected) => {
  // Labels of its own, lest it gets those of its pods.
  expectErrors(job({ ...spec, template: template({}, podLabels) }, { labels: { own: 'yes' } }), expected);
});

test('a Job without labels gets those of its pods, even invalid ones', () => {
  expectErrors(job({ template: template({}, { 'a b': '' }) }), [
    'metadata.labels: Invalid value: "a b"',
    'spec.template.labels: Invalid value: "a b"',
  ]);
  expectErrors(job({ template: template({}, { a: 'b' }) }, { name: long(64) }), [
    'metadata.labels: Invalid value: "xxx',
    'metadata.labels: Invalid value: "xxx',
    'spec.template.labels: Invalid value: "xxx',
  ]);
});

test('a number below its minimum is one finding at its path', () => {
  const field = fc.constantFrom(
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  );
  fc.assert(
    fc.property(field, fc.integer({ min: -2147483648, max: -1 }), fc.nat(2147483647), (name, wrong, right) => {
      expect(errors(job({ [name]: wrong }))).toEqual([
        `spec.${name}: Invalid value: ${wrong}: must be greater than or equal to 0`,
      ]);
      expect(errors(job({ [name]: right }))).toEqual([]);
    }),
  );
});
