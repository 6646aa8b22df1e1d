import { complaints, Evidence, isSame, judge, THROWN } from './judge';
import { Answer } from './transport';
import { Finding } from '../../src/apimachinery/finding';

const ACCEPTED: Answer = { code: 201, body: {} };
const refused = (...causes: string[]): Answer => ({
  code: 422,
  body: {
    message: 'no',
    details: {
      causes: causes.map((text) => ({ field: text.split(': ')[0], message: text.split(': ').slice(1).join(': ') })),
    },
  },
});
const error = (path: string, rest: Partial<Finding> = {}): Finding => ({
  rule: 'R',
  severity: 'error',
  type: 'Invalid value',
  path,
  detail: 'bad',
  ...rest,
});
const NO_LOSSES = { lost: [], hollow: [] };
const judged = (evidence: Partial<Evidence>, ...found: Finding[]) =>
  judge({ answer: ACCEPTED, losses: NO_LOSSES, ...evidence }, found);

test('agrees when both accept', () => expect(judged({})).toEqual({ verdict: 'accepted' }));

test('agrees when both refuse, at the same path or at another one', () => {
  const answer = refused('spec.a: Required value', 'spec.b[0]: Invalid value: 1: no');
  expect(judged({ answer }, error('spec.b[0]'), error('spec.a'))).toEqual({ verdict: 'refused', samePath: true });
  expect(judged({ answer }, error('spec.a'))).toEqual({ verdict: 'refused', samePath: false });
});

test.each<[string, Partial<Evidence>, Finding[], string | undefined]>([
  ['refused, and nothing found', { answer: refused('spec.a: Required value') }, [], 'false accept'],
  ['an exception', { answer: refused('spec.a: Required value') }, [error('', { rule: THROWN })], 'thrown'],
  ['accepted, and something found', {}, [error('spec.a')], 'false refusal'],
  ['a loss, and nothing found', { losses: { lost: ['spec.a'], hollow: [] } }, [], 'lost without a word'],
  ['a loss that is found', { losses: { lost: ['spec.a'], hollow: [] } }, [error('spec.a')], undefined],
  ['pods refused, and nothing found', { podAnswer: refused('spec.a: Required value') }, [], 'pods refused'],
  ['pods refused, as was found', { podAnswer: refused('spec.a: Required value') }, [error('spec.a')], undefined],
  ['pods stopped by admission', { podAnswer: { code: 403, body: {} } }, [], undefined],
  [
    'a hollow loss',
    { losses: { lost: [], hollow: ['spec.a'] } },
    [error('spec.a', { type: 'Dropped field' })],
    undefined,
  ],
  [
    'an error besides a hollow loss',
    { losses: { lost: [], hollow: ['spec.a'] } },
    [error('spec.b', { type: 'Dropped field' })],
    'false refusal',
  ],
  [
    'a text in YAML that the server throws away',
    {},
    [error('status.a', { rule: 'YAML-STRING' }), error('status.a')],
    undefined,
  ],
  ['a text in YAML that it keeps', {}, [error('spec.a', { rule: 'YAML-STRING' })], 'false refusal'],
])('%s', (_what, evidence, found, problem) => expect(judged(evidence, ...found).disagreement?.problem).toBe(problem));

test.each<[Answer]>([
  [{ code: 403, body: { message: 'exceeded quota' } }],
  [{ code: 404, body: { message: 'namespaces "a" not found' } }],
  [
    {
      code: 400,
      body: { message: 'the namespace of the provided object does not match the namespace sent on the request' },
    },
  ],
])('skips %j, which is not about the manifest', (answer) =>
  expect(judged({ answer }, error('spec.a'))).toEqual({ verdict: 'skipped' }),
);

test('the complaints are the causes or else the message', () => {
  expect(complaints(refused('spec.a: Required value'))).toEqual(['spec.a: Required value']);
  expect(complaints({ code: 400, body: { message: 'strict decoding error' } })).toEqual(['400: strict decoding error']);
});

test('two disagreements are equal if they differ only in the place', () => {
  const about = (text: string) => judged({ answer: refused(text) }).disagreement!;
  expect(isSame(about('spec.a[0]: Invalid value: "x": no'), about('spec.a[1]: Invalid value: "y": no'))).toBe(true);
  expect(isSame(about('spec.a[0]: Invalid value: "x": no'), about('spec.b[0]: Invalid value: "x": no'))).toBe(false);
  expect(isSame(about('spec.a: Required value'), judged({}, error('spec.a')).disagreement)).toBe(false);
  expect(isSame(about('spec.a: Required value'), undefined)).toBe(false);
});
