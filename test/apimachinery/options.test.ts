import * as fc from 'fast-check';
import { findingText } from '../../src/apimachinery/finding';
import {
  anything,
  decodeOptions,
  flag,
  instanceOf,
  integer,
  isOptions,
  listOf,
  mapOf,
  notNull,
  number,
  object,
  oneOf,
  OptionsType,
  optionsType,
  secret,
  text,
} from '../../src/apimachinery/options';
import { isObject } from '../../src/text/json-value';

class Lock {
  constructor(public readonly key: string) {}
}

interface Lid {
  readonly colour?: string;
}

interface Box {
  readonly size?: any;
  readonly weight?: number;
  readonly count?: number;
  readonly open?: boolean;
  readonly labels?: { [name: string]: string };
  readonly kind?: 'Small' | 'Large';
  readonly note?: string;
  readonly pin?: string;
  readonly fields?: any;
  readonly tags?: string[];
  readonly lid?: Lid;
  readonly lids?: Lid[];
  readonly seal?: Lid;
  readonly lock?: Lock;
}

const LID = optionsType<Lid>('Lid', { colour: text });
const BOX = optionsType<Box>('Box', {
  size: anything,
  weight: number,
  count: integer,
  open: flag,
  labels: mapOf(text),
  kind: oneOf(['Small', 'Large']),
  note: text,
  pin: secret(text),
  fields: object,
  tags: listOf(text),
  lid: LID,
  lids: listOf(LID),
  seal: notNull(LID),
  lock: instanceOf<Lock>('a Lock', (value) => value instanceof Lock, 'Take new Lock()'),
});

const self: any = { a: 1 };
self.self = self;
const bare = (fields: object) => Object.assign(Object.create(null), fields);
class OwnLid {
  public colour = 'red';
}

describe('correct options are copied', () => {
  const lock = new Lock('k');
  const date = new Date(0);
  test.each<[unknown, object]>([
    [undefined, {}],
    [null, {}],
    [{}, {}],
    [{ size: undefined, note: null, lid: null, tags: null, labels: undefined, lengthy: undefined }, {}],
    [
      { size: { a: [1, null, undefined, date] }, open: false, note: '', weight: -0.5, count: 3, kind: 'Small', lock },
      { size: { a: [1, null, undefined, date] }, open: false, note: '', weight: -0.5, count: 3, kind: 'Small', lock },
    ],
    [{ labels: { a: 'b', c: undefined, d: null } }, { labels: { a: 'b' } }],
    [
      { lids: [{ colour: 'red' }, {}], tags: [] },
      { lids: [{ colour: 'red' }, {}], tags: [] },
    ],
    [bare({ lid: bare({ colour: 'red' }) }), { lid: { colour: 'red' } }],
    [{ lid: new OwnLid() }, { lid: { colour: 'red' } }],
    [{ fields: { a: { b: null } } }, { fields: { a: { b: null } } }],
    [{ fields: lock }, { fields: lock }],
    [JSON.parse('{"fields": {"__proto__": {"a": 1}}}'), JSON.parse('{"fields": {"__proto__": {"a": 1}}}')],
    [JSON.parse('{"labels": {"__proto__": "a"}}'), JSON.parse('{"labels": {"__proto__": "a"}}')],
  ])('%p', (given, expected) => {
    const { options, findings } = decodeOptions<Box>(given, BOX, 'box');
    expect(findings).toEqual([]);
    expect(options).toEqual(expected);
    expect(Object.keys(options)).toEqual(Object.keys(expected));
  });

  test('objects of a class are not copied', () => {
    const { options } = decodeOptions<Box>({ lock, size: [date] }, BOX);
    expect(options.lock).toBe(lock);
    expect(options.size[0]).toBe(date);
  });
});

const LIST =
  'must be an object with size, weight, count, open, labels, kind, note, pin, fields, tags, lid, lids, seal, lock';

describe('wrong options are left out and reported', () => {
  test.each<[unknown, string[], object?]>([
    [
      { Size: 1, breadth: 2 },
      ['box.Size: Unknown field. Did you mean "size"?', 'box.breadth: Unknown field. Ask the joiner'],
    ],
    [{ toString: 1 }, ['box.toString: Unknown field. Ask the joiner']],
    [{ breadth: null }, ['box.breadth: Unknown field. Ask the joiner']],
    [JSON.parse('{"__proto__": 1}'), ['box.__proto__: Unknown field. Ask the joiner']],
    [{ open: 'yes' }, ['box.open: Invalid value: "yes": must be true or false']],
    [{ weight: '5' }, ['box.weight: Invalid value: "5": must be a number']],
    [{ weight: NaN }, ['box.weight: Invalid value: null: must be a number']],
    [{ count: 1.5 }, ['box.count: Invalid value: 1.5: must be a whole number']],
    [{ note: 5 }, ['box.note: Invalid value: 5: must be a text']],
    [{ pin: 1234 }, ['box.pin: Invalid value: must be a text']],
    [
      { kind: 'small' },
      ['box.kind: Unsupported value: "small": supported values: Small, Large. Did you mean "Small"?'],
    ],
    [{ fields: ['a'] }, ['box.fields: Invalid value: ["a"]: must be an object']],
    [{ fields: new Map() }, ['box.fields: Invalid value: "Map": must be an object']],
    [{ labels: 'a' }, ['box.labels: Invalid value: "a": must be an object']],
    [{ labels: { a: 1, b: 'c' } }, ['box.labels[a]: Invalid value: 1: must be a text'], { labels: { b: 'c' } }],
    [{ tags: 'a' }, ['box.tags: Invalid value: "a": must be a list']],
    [
      { tags: ['a', null, 5, 'b'] },
      ['box.tags[1]: Invalid value: null: must be a text', 'box.tags[2]: Invalid value: 5: must be a text'],
      { tags: ['a', 'b'] },
    ],
    [{ lid: 5 }, ['box.lid: Invalid value: 5: must be an object with colour']],
    [{ lid: { color: 'red' } }, ['box.lid.color: Unknown field. Did you mean "colour"?'], { lid: {} }],
    [{ lids: [{ color: 'red' }] }, ['box.lids[0].color: Unknown field. Did you mean "colour"?'], { lids: [{}] }],
    [{ seal: null }, ['box.seal: Invalid value: null: must be an object with colour']],
    [{ lock: 'k' }, ['box.lock: Invalid value: "k": must be a Lock. Take new Lock()']],
    [{ lock: new Date(0) }, ['box.lock: Invalid value: "Date": must be a Lock. Take new Lock()']],
    [
      { size: self },
      ['box.size.self: Invalid value: contains a circular reference, which JSON cannot represent'],
      { size: { a: 1 } },
    ],
    [
      { fields: { a: [self] } },
      ['box.fields.a[0].self: Invalid value: contains a circular reference, which JSON cannot represent'],
      { fields: { a: [{ a: 1 }] } },
    ],
    ...[5, true, 'size', ['size'], [], 5n].map((none): [unknown, string[]] => [none, [expect.stringContaining(LIST)]]),
    [new Date(0), [expect.stringContaining(LIST)]],
    [new Map([['note', 'a']]), [expect.stringContaining(LIST)]],
    [() => 1, [expect.stringContaining(LIST)]],
    [Symbol('size'), [expect.stringContaining(LIST)]],
  ])('%p', (given, messages, rest = {}) => {
    const type: OptionsType<Box> = {
      ...BOX,
      unknownHint: 'Ask the joiner',
    };
    const { options, findings } = decodeOptions(given, type, 'box', 'R');
    expect(findings.map(findingText)).toEqual(messages);
    expect(findings.every(({ rule, severity }) => rule === 'R' && severity === 'error')).toBe(true);
    expect(options).toEqual(rest);
  });

  test('the props of a construct have no path, and their values are not shown, as they may be secret', () => {
    const [finding] = decodeOptions('hunter2', BOX).findings;
    expect(findingText(finding)).toBe(`Invalid value: ${LIST}`);
    expect(decodeOptions({ pin: { pin: 'hunter2' } }, BOX).findings.map(findingText)).toEqual([
      'pin: Invalid value: must be a text',
    ]);
  });

  test('values that may contain a secret are not shown', () => {
    const type = optionsType<{ a?: { pin?: string }[] }>('A', { a: listOf(optionsType('B', { pin: secret(text) })) });
    expect(JSON.stringify(decodeOptions({ a: 'hunter2' }, type).findings)).not.toContain('hunter2');
    expect(JSON.stringify(decodeOptions({ a: ['hunter2'] }, type).findings)).not.toContain('hunter2');
  });

  test('a getter that throws is reported', () => {
    const given = {
      get note() {
        throw new Error('no note');
      },
    };
    expect(decodeOptions(given, BOX, 'box').findings.map(findingText)).toEqual([
      'box: Invalid value: cannot be read: no note',
    ]);
  });

  test('a value that is nested too deeply is reported', () => {
    let deep: any = {};
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(decodeOptions({ size: deep }, BOX, 'box').findings).toMatchObject([{ path: 'box' }]);
  });
});

describe('for any input', () => {
  const field = fc.oneof(fc.constantFrom(...BOX.fields.keys()), fc.string());
  const value = fc.oneof(
    { maxDepth: 3 },
    fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, withNullPrototype: true }),
    fc.constantFrom<unknown>(self, new Lock('k'), Promise.resolve(), Symbol('a'), () => 1),
    fc.constantFrom<unknown>('Small', 'red', true, 5, 0.5, null, undefined),
    fc.dictionary(fc.constantFrom('colour', 'a', '__proto__'), fc.anything()),
    fc.array(fc.oneof(fc.string(), fc.dictionary(fc.constantFrom('colour', 'x'), fc.string()))),
  );
  const input = fc.oneof(
    fc.array(fc.tuple(field, value)).map((entries) => Object.fromEntries(entries)),
    fc.anything(),
  );

  const isOurs = (found: unknown): found is object =>
    Array.isArray(found) || (isObject(found) && [null, Object.prototype].includes(Object.getPrototypeOf(found)));

  /** All lists and plain objects in a value. */
  function parts(whole: unknown, found = new Set<unknown>()): Set<unknown> {
    if (!isOurs(whole) || found.has(whole)) return found;
    found.add(whole);
    for (const part of Object.values(whole)) parts(part, found);
    return found;
  }

  test('the decoded options share nothing with it and have the right types', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { options } = decodeOptions<Box>(given, BOX);
        const theirs = parts(given);
        expect([...parts(options)].filter((part) => theirs.has(part))).toEqual([]);
        expect(decodeOptions<Box>(options, BOX)).toEqual({ options, findings: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('each member is decoded or reported', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { options, findings } = decodeOptions<Box>(given, BOX);
        const isWhole = given === null || given === undefined || isOptions(given);
        if (!isWhole) expect(findings).toHaveLength(1);
        if (isOptions(given)) expect(lost(given, options, undefined, findings)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  /** The paths of what is neither in the answer nor named by a finding, at the path or above. */
  function lost(
    given: unknown,
    kept: unknown,
    path: string | undefined,
    findings: readonly { readonly path: string }[],
    seen = new Set<unknown>(),
  ): string[] {
    const isRoot = path === undefined;
    if (given === undefined || given === null) return [];
    if (!isRoot && findings.some((finding) => finding.path === path)) return [];
    if (Object.is(given, kept) || seen.has(given)) return [];
    if (!isOurs(kept)) return [String(path)];
    seen.add(given);
    // Where items are left out the others move up: they are counted.
    if (Array.isArray(given)) {
      const named = given.filter((_, i) => findings.some((finding) => finding.path === `${path}[${i}]`)).length;
      return (kept as unknown[]).length + named === given.length ? [] : [String(path)];
    }
    return Object.entries(given as object).flatMap(([name, member]) => {
      const within = path === 'labels' ? `labels[${name}]` : `${path}.${name}`;
      const its = Object.hasOwn(kept, name) ? (kept as any)[name] : undefined;
      return lost(member, its, isRoot ? name : within, findings, seen);
    });
  }
});

test.each<[unknown, boolean]>([
  [{}, true],
  [Object.create(null), true],
  [
    new (class {
      public a = 1;
    })(),
    true,
  ],
  [new Date(0), false],
  [new Map([['a', 1]]), false],
  [Promise.resolve(1), false],
  [
    new (class {
      public get a() {
        return 1;
      }
    })(),
    false,
  ],
  [[], false],
  [null, false],
  [undefined, false],
  ['a', false],
  [() => 1, false],
])('whether %p counts as options', (value, is) => expect(isOptions(value)).toBe(is));
