import * as fc from 'fast-check';
import { ENTRIES, removeSpecFile } from './fixtures/public-entries';
import {
  Change,
  changed,
  changeLater,
  complaintAbout,
  Entry,
  isPossible,
  KINDS,
  Outcome,
  outcomeOf,
  Place,
  UNKNOWN,
  Valid,
} from './fixtures/wrong-values';

/** What is lost today, or said as only programmers say it, with the smallest example of each. It is to become empty. */
const KNOWN: readonly Known[] = [
  {
    why: 'cdk8s fails at metadata that is only known later, and loses a key __proto__',
    example: ['Algorithm, what is around it', 'metadata.finalizers', 'a token'],
    entries: /./,
    places: /^metadata/,
    kinds: /token|__proto__/,
  },
  {
    why: 'gpu takes the place of limits that are none',
    example: ['Algorithm, its container', 'resources.limits', 'an empty list'],
    entries: /^Algorithm(, its container|\.addSideCar)$/,
    places: /^resources(\.limits)?$/,
  },
  {
    why: 'cdk8s loses a key __proto__ of a claim',
    example: ['SharedVolume.createPersistentVolumeClaim, fields', 'fields', 'the key __proto__'],
    entries: /createPersistentVolumeClaim/,
    places: /^/,
    kinds: /__proto__/,
  },
  {
    why: 'metadata that is false, 0 or an empty text is none',
    example: ['AlgorithmWorkload.cronJob', 'jobTemplate.metadata', 'false'],
    entries: /cronJob$/,
    places: /^jobTemplate\.metadata$/,
  },
  {
    why: 'default amounts that are none: it is not said which, and the key __proto__ is lost',
    example: ['AlgorithmSettings.set', 'resources.algorithmLimits.cpu', 'true'],
    entries: /./,
    places: /resources\.(algorithm|sideCar)/,
  },
  {
    why: 'whatever has a name is taken for what it names',
    example: ['SharedVolume.fromSecret', 'object', 'an error'],
    entries: /./,
    places: /^(object|claim|tokenSecret\.secret|serviceAccount)$/,
    kinds: /error/,
  },
  {
    why: 'the key of a label that is an object or a symbol',
    example: ['Algorithm.addPodLabel', 'key', 'a symbol'],
    entries: /^Algorithm\.addPod/,
    places: /^key$/,
    kinds: /symbol|object|list|token|construct|itself|Map|Set|promise|class/,
  },
  {
    why: 'a big integer has no hash',
    example: ['Algorithm, what is around it', 'pod.fields.hostname', 'a big integer'],
    entries: /./,
    places: /./,
    kinds: /big integer/,
  },
];

interface Known {
  readonly why: string;
  /** Name of the entry, place and kind. */
  readonly example: readonly [entry: string, place: string, kind: string];
  readonly entries: RegExp;
  readonly places: RegExp;
  readonly kinds?: RegExp;
}

/** Entries that look at what they were given later, today. It is to become empty. */
const KEEPING = /^ChartResources/;

const textOf = (place: Place) => place.join('.');

const isKnown = (entry: Entry, { place, kind }: Change) =>
  KNOWN.some(
    ({ entries, places, kinds }) =>
      entries.test(entry.name) && places.test(textOf(place)) && (kinds === undefined || kinds.test(kind)),
  );

const RUNS = 19_550;
/** One in so many is tried each time; `FC_SEED` tries others. */
const SHARE = 9;
/** Options are changed after the call in one of so many runs. */
const LATER = 8;

const valids = new Map<string, Valid>();
function validOf(entry: Entry): Valid {
  const valid = valids.get(entry.name) ?? new Valid(entry);
  valids.set(entry.name, valid);
  return valid;
}

const entryNamed = (name: string) => ENTRIES.find((entry) => entry.name === name)!;

afterAll(removeSpecFile);

/** Wrong values at any place of the options. */
function nothingIsLost(entry: Entry, valid: Valid = validOf(entry), kinds: readonly string[] = KINDS) {
  const change = fc
    .record({ place: fc.constantFrom(...valid.places), kind: fc.constantFrom(...kinds) })
    .filter((each) => isPossible(entry, each, valid.options) && !isKnown(entry, each));
  const later = fc.oneof(
    { weight: LATER - 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...valid.places) },
  );
  return fc.property(change, later, (each, place) => {
    const outcome = outcomeOf(entry, (options) => changed(options, each));
    const complaint = complaintAbout(valid, each, outcome);
    if (complaint !== undefined) throw new Error(`${textOf(each.place)}: ${each.kind} ${complaint}`);
    if (place === null || KEEPING.test(entry.name)) return;
    // The same again, but for what is changed when it is too late.
    const again = outcomeOf(
      entry,
      (options) => changed(options, each),
      (options) => changeLater(options, place),
    );
    expect(again).toEqual(outcome);
  });
}

/** Warnings about the values that the entries need: old volume types, a priority, ports of a container in a Job. */
const OF_VALUES = /\((?:SERVER-WARNING|WARN-JOB-SERVER|WARN-PRIORITY)\)$/;

describe('nothing is lost silently, and only readable errors are thrown', () => {
  test.each(ENTRIES.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
    expect(validOf(entry).outcome.findings.filter((finding) => !OF_VALUES.test(finding))).toEqual([]);
    fc.assert(nothingIsLost(entry), { numRuns: Math.ceil(entry.runs / SHARE) });
  });

  test('with the configured number of runs', () => expect(ENTRIES.reduce((sum, { runs }) => sum + runs, 0)).toBe(RUNS));

  test.each(KNOWN)('except for a known case: $why', ({ example: [name, text, kind] }) => {
    const entry = entryNamed(name);
    const place = validOf(entry).places.find((each) => textOf(each) === text)!;
    const outcome = outcomeOf(entry, (options) => changed(options, { place, kind }));
    expect(complaintAbout(validOf(entry), { place, kind }, outcome)).toBeDefined();
  });
});

describe('the property of this test', () => {
  const isTold = (entry: Entry, change: Change, outcome: Outcome) =>
    complaintAbout(validOf(entry), change, outcome) !== undefined;

  test.each(ENTRIES.map((entry) => [entry.name, entry] as const))('%s: a lost value is noticed', (_, entry) => {
    const valid = validOf(entry);
    const missed = valid.places.flatMap((place) => {
      const { outputs } = valid.without(place);
      const kinds = ['a Map', 'a function', 'a symbol', 'a promise', 'a circular reference'];
      const lost = kinds.map((kind) => ({ place, kind, outputs }));
      const text = { place, kind: 'a text', outputs };
      const unknown = { place, kind: UNKNOWN, outputs: valid.outcome.outputs };
      return [...lost, ...(isFree(entry, place) ? [] : [text, unknown])]
        .filter((each) => isPossible(entry, each, valid.options))
        .filter(({ outputs: left, ...change }) => !isTold(entry, change, { findings: [], outputs: left }))
        .map(({ kind }) => `${textOf(place)}: ${kind}`);
    });
    expect(missed).toEqual([]);
  });

  test('is not satisfied by a finding about something else', () => {
    const entry = entryNamed('AlgorithmWorkload.job');
    const change = { place: ['backoffLimit'], kind: 'a Map' };
    const { outputs } = validOf(entry).without(change.place);
    const said = (finding: string) => !isTold(entry, change, { findings: [finding], outputs });
    expect(said('[test/a] spec.backoffLimit[Map]: Type invalid')).toBe(true);
    expect(said('[test/a] spec.backoffLimitPerIndex: Type invalid')).toBe(false);
    expect(said('[test/a] spec: Required value')).toBe(false);
  });

  test.each<[string, Partial<Outcome>]>([
    ['an error of a program', { unreadable: 'throws TypeError: x' }],
    ['a value at another place', { outputs: [{ spec: { backoffLimit: 7, ttlSecondsAfterFinished: 1 } }] }],
  ])('is not satisfied by %s', (_, doctored) => {
    const entry = entryNamed('AlgorithmWorkload.job');
    const change = { place: ['backoffLimit'], kind: 'true' };
    const outcome = outcomeOf(entry, (options) => changed(options, change));
    expect(isTold(entry, change, outcome)).toBe(false);
    expect(isTold(entry, change, { ...outcome, findings: [], ...doctored })).toBe(true);
  });

  const job = entryNamed('AlgorithmWorkload.job');
  const without = (options: any, isLost: (key: string, value: unknown) => boolean) =>
    Object(options) === options && Object.getPrototypeOf(options) === Object.prototype
      ? Object.fromEntries(Object.entries(options).filter(([key, value]) => !isLost(key, value)))
      : options;
  const LOST = /is lost without a word|takes \w+ away/;
  test.each<[name: string, complaint: RegExp, kinds: readonly string[], call: Entry['call']]>([
    [
      'loses an option',
      LOST,
      KINDS,
      (chart, o) =>
        job.call(
          chart,
          without(o, (key) => key === 'backoffLimit'),
        ),
    ],
    [
      'loses what it does not know',
      LOST,
      [UNKNOWN],
      (chart, o) =>
        job.call(
          chart,
          without(o, (key) => key === 'zzUnknown'),
        ),
    ],
    [
      'loses one type of values',
      LOST,
      KINDS,
      (chart, o) =>
        job.call(
          chart,
          without(o, (_, value) => value instanceof Map),
        ),
    ],
    [
      'looks at its options later',
      /toEqual/,
      KINDS,
      (chart, o) => {
        job.call(chart, o);
        chart.node.addValidation({ validate: () => (o?.backoffLimit === 'later' ? ['changed'] : []) });
      },
    ],
    [
      'says something else each time',
      /toEqual/,
      KINDS,
      (chart, o) => {
        job.call(chart, o);
        return () => ({ name: Math.random() });
      },
    ],
    [
      'fails at what it does not expect',
      /throws TypeError/,
      KINDS,
      (chart, o) => {
        o.successPolicy.rules[0].succeededCount.toFixed();
        job.call(chart, o);
      },
    ],
    [
      'does not end at a circular reference',
      /without end/,
      ['a circular reference'],
      (chart, o) => {
        for (let each = o?.selector; each?.self; each = each.self);
        job.call(chart, o);
      },
    ],
  ])('fails for an entry that %s', (_, complaint, kinds, call) => {
    const { errorInstance } = fc.check(nothingIsLost({ ...job, call }, validOf(job), kinds), {
      numRuns: 3_000,
      endOnFailure: true,
    });
    expect(String(errorInstance)).toMatch(complaint);
  });
});

/** Whether a place may hold any text, or any key, without its being printed. */
const isFree = ({ unprinted = [], unread = [], open = [], coerced = [] }: Entry, place: Place) =>
  [...unprinted, ...unread, ...open, ...coerced].some((option) => `.${textOf(place)}.`.includes(`.${option}.`));
