import { Events, lastEvent } from '../../src/explain/events';

const REF = { kind: 'Pod', namespace: 'batch', name: 'print-x' };
const event = (more: any) => ({
  kind: 'Event',
  involvedObject: { ...REF, uid: 'u' },
  reason: 'R',
  message: 'm',
  ...more,
});
const read = (more: any) => new Events([event(more)]).of(REF, 'u')[0];
const time = (text: string) => Date.parse(text);

describe('an event', () => {
  test.each<[string, any, string | undefined, string | undefined]>([
    [
      'of core/v1',
      { firstTimestamp: '2026-11-23T07:00:00Z', lastTimestamp: '2026-11-23T07:10:00Z' },
      '2026-11-23T07:00:00Z',
      '2026-11-23T07:10:00Z',
    ],
    [
      'of a new client',
      { firstTimestamp: null, lastTimestamp: null, eventTime: '2026-11-23T07:00:00.123456Z' },
      '2026-11-23T07:00:00.123Z',
      '2026-11-23T07:00:00.123Z',
    ],
    [
      'of a series',
      { eventTime: '2026-11-23T07:00:00Z', series: { count: 3, lastObservedTime: '2026-11-23T07:20:00Z' } },
      '2026-11-23T07:00:00Z',
      '2026-11-23T07:20:00Z',
    ],
    [
      'of events.k8s.io/v1',
      { deprecatedFirstTimestamp: '2026-11-23T07:00:00Z', deprecatedLastTimestamp: '2026-11-23T07:05:00Z' },
      '2026-11-23T07:00:00Z',
      '2026-11-23T07:05:00Z',
    ],
    [
      'without times',
      { metadata: { creationTimestamp: '2026-11-23T07:00:00Z' } },
      '2026-11-23T07:00:00Z',
      '2026-11-23T07:00:00Z',
    ],
    ['without any', {}, undefined, undefined],
  ])('%s', (_, more, first, last) => {
    expect(read(more)).toMatchObject({ first: first && time(first), last: last && time(last) });
  });

  test.each<[string, string | undefined]>([
    ['spec.containers{web}', 'web'],
    ['spec.initContainers{web}', 'web'],
    ['spec.containers{}', ''],
    ['spec.containers', undefined],
    ['', undefined],
  ])('about %j is about container %j', (fieldPath, container) => {
    expect(read({ involvedObject: { ...REF, uid: 'u', fieldPath } }).container).toBe(container);
  });

  test('belongs to the object with its uid, if both are known', () => {
    const events = new Events([
      event({}),
      event({ involvedObject: { ...REF, uid: 'v' } }),
      event({ involvedObject: REF }),
      event({ involvedObject: { ...REF, name: 'y' } }),
    ]);
    expect(events.of(REF, 'u')).toHaveLength(2);
    expect(events.of(REF, '')).toHaveLength(3);
    expect(events.of({ ...REF, namespace: 'other' }, 'u')).toHaveLength(0);
  });

  test('is shortened if its message is long', () => {
    expect(read({ message: 'x'.repeat(5000) }).message).toHaveLength(2048);
  });
});

test('of several events for one reason the last in time counts', () => {
  const events = new Events([
    event({ lastTimestamp: '2026-11-23T07:20:00Z', message: 'b' }),
    event({ lastTimestamp: '2026-11-23T07:10:00Z', message: 'a' }),
    event({ lastTimestamp: '2026-11-23T07:30:00Z', message: 'c', reason: 'S' }),
  ]).of(REF, 'u');
  expect(lastEvent(events, ['R'])?.message).toBe('b');
  expect(lastEvent(events, ['R', 'S'])?.message).toBe('c');
  expect(lastEvent(events, ['R', 'S'], /^a/)?.message).toBe('a');
  expect(lastEvent(events, ['T'])).toBeUndefined();
});

test('it is known whether events exist', () => {
  expect(new Events([]).isEmpty).toBe(true);
  expect(new Events([event({})]).isEmpty).toBe(false);
});
