import { expectFindings } from './expect-findings';
import { answersAlways } from '../any-object';
import { long } from '../rules';

const NEW = { eventTime: '2026-01-01T00:00:00.000000Z', reportingInstance: 'i', action: 'a', reason: 'r' };
const metadata = { name: 'a', namespace: 'b' };
const core = (fields: any) => ({ apiVersion: 'v1', kind: 'Event', metadata, ...fields });
const event = (fields: any) => ({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata,
  regarding: { namespace: 'b' },
  type: 'Normal',
  reportingController: 'c',
  ...NEW,
  ...fields,
});
const OTHER = 'EVENT involvedObject.namespace: Invalid value: ';

test.each<[any, string[]]>([
  [{ involvedObject: { namespace: 'b' } }, []],
  [{ involvedObject: { namespace: 'b' }, message: long(1025), type: 'x' }, []],
  [{ involvedObject: { namespace: 'c' } }, [`${OTHER}"c": does not match event.namespace`]],
  [{ involvedObject: {} }, [`${OTHER}"": does not match event.namespace`]],
  [{ involvedObject: {}, metadata: { name: 'a', namespace: 'default' } }, []],
  // Where kubectl puts it is not known.
  [{ involvedObject: { namespace: 'c' }, metadata: { name: 'a' } }, []],
  [{ ...NEW, reportingComponent: 'c', involvedObject: { namespace: 'c' } }, []],
  [{ ...NEW, reportingComponent: 'c', involvedObject: {} }, [`${OTHER}"": does not match event.namespace`]],
  [{ ...NEW, reportingComponent: 'c', involvedObject: {}, metadata: { name: 'a', namespace: 'kube-system' } }, []],
  [
    { eventTime: NEW.eventTime, involvedObject: { namespace: 'b' } },
    [
      'EVENT reportingComponent: Required value',
      'EVENT reportingComponent: Invalid value: "": name part must be non-empty',
      'EVENT reportingComponent: Invalid value: "": name part must consist',
      'EVENT reportingInstance: Required value',
      'EVENT action: Required value',
      'EVENT reason: Required value',
    ],
  ],
])('of v1: %j', (fields, expected) => expectFindings(core(fields), expected));

test.each<[any, string[]]>([
  [{}, []],
  [{ series: { count: 2, lastObservedTime: NEW.eventTime } }, []],
  [{ eventTime: null }, ['EVENT eventTime: Required value']],
  [{ type: null }, ['EVENT type: Invalid value: "": has invalid value: ']],
  [{ series: { count: 1 } }, ['EVENT series.count: Invalid value', 'EVENT series.lastObservedTime: Required value']],
  [{ metadata: { ...metadata, name: 'A' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "A"']],
  [{ reportingController: 'a b' }, ['EVENT reportingController: Invalid value: "a b"']],
  [{ action: long(128), reason: long(128), reportingInstance: long(128), note: long(1024) }, []],
  [{ action: long(129) }, ['EVENT action: Invalid value: "": can have at most 128 characters']],
  [{ note: long(1025) }, ['EVENT message: Invalid value: "": can have at most 1024 characters']],
  [
    {
      deprecatedCount: 1,
      deprecatedFirstTimestamp: '2026-01-01T00:00:00Z',
      deprecatedLastTimestamp: '2026-01-01T00:00:00Z',
      deprecatedSource: { host: 'x' },
    },
    [
      'EVENT firstTimestamp: Invalid value: "": needs to be unset',
      'EVENT lastTimestamp: Invalid value: "": needs to be unset',
      'EVENT count: Invalid value: "": needs to be unset',
      'EVENT source: Invalid value: "": needs to be unset',
    ],
  ],
  [{ deprecatedSource: {} }, []],
])('of events.k8s.io/v1: %j', (fields, expected) => expectFindings(event(fields), expected));

test.each(['v1', 'events.k8s.io/v1'])('any fields of %s are validated without throwing', (version) =>
  answersAlways(version, 'Event'),
);
