/**
 * Event.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
 */
import { validateObjectMeta, validateOtherMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, qualifiedName } from '../../apimachinery/formats';

const RULE = 'EVENT';
const MAX_LENGTH = 128;
const MAX_MESSAGE = 1024;

/** An Event of v1: only one with `eventTime` is looked at closely. */
export function validateCoreEvent(v: Validation, event: any): void {
  const { metadata, eventTime, involvedObject, message } = event;
  validateOtherMeta(v, metadata ?? {});
  validateFields(v, event, { eventTime, object: involvedObject, message, controller: 'reportingComponent' });
}

/** An Event of events.k8s.io/v1. The server names the fields of v1. */
export function validateEvent(v: Validation, event: any): void {
  const { metadata, eventTime, regarding, note, series, type } = event;
  validateObjectMeta(v, metadata);
  validateFields(v, event, { eventTime, object: regarding, message: note, controller: 'reportingController' });
  if (series) {
    if ((series.count ?? 0) < 2) v.invalid(RULE, 'series.count', '', 'should be at least 2');
    if (!series.lastObservedTime) v.required(RULE, 'series.lastObservedTime');
  }
  if (!eventTime) v.required(RULE, 'eventTime');
  if (type !== 'Normal' && type !== 'Warning') {
    v.invalid(RULE, 'type', '', `has invalid value: ${type ?? ''}`, 'use Normal or Warning');
  }
  const source = event.deprecatedSource;
  const deprecated = {
    firstTimestamp: event.deprecatedFirstTimestamp,
    lastTimestamp: event.deprecatedLastTimestamp,
    count: event.deprecatedCount,
    source: source?.component || source?.host,
  };
  for (const [field, value] of Object.entries(deprecated)) {
    if (value) v.invalid(RULE, field, '', 'needs to be unset');
  }
}

interface EventFields {
  readonly eventTime?: string | null;
  readonly object: any;
  readonly message?: string | null;
  /** Where the name of the controller stands. */
  readonly controller: string;
}

function validateFields(v: Validation, event: any, { eventTime, object, message, controller }: EventFields): void {
  validateNamespace(v, event.metadata?.namespace, object?.namespace, Boolean(eventTime));
  if (!eventTime) return;
  const reporter: string = event[controller] ?? '';
  if (reporter === '') v.required(RULE, controller);
  v.invalidAll(RULE, controller, reporter, qualifiedName(reporter));
  for (const field of ['reportingInstance', 'action', 'reason']) {
    const value: string = event[field] ?? '';
    if (value === '') v.required(RULE, field);
    if (byteLength(value) > MAX_LENGTH) v.invalid(RULE, field, '', `can have at most ${MAX_LENGTH} characters`);
  }
  if (byteLength(message ?? '') > MAX_MESSAGE) {
    v.invalid(RULE, 'message', '', `can have at most ${MAX_MESSAGE} characters`);
  }
}

/** An Event is where its object is. Without a namespace, kubectl says where that is. */
function validateNamespace(
  v: Validation,
  namespace: string | null | undefined,
  other: string | null | undefined,
  isNew: boolean,
): void {
  if (!namespace || namespace === (other || 'default')) return;
  // Of a new one the server only asks where the events of cluster-wide objects are.
  if (isNew && (other || namespace === 'kube-system')) return;
  v.invalid(RULE, 'involvedObject.namespace', other ?? '', 'does not match event.namespace');
}
