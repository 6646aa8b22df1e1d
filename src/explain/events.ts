/** Events: what Kubernetes reports about an object. It keeps them for an hour. */

import { latest, messageAt, timeAt } from './values';
import { JsonObject, objectAt, textAt } from '../text/json-value';

export interface Event {
  /** The uid of the object that it is about. */
  readonly uid: string;
  readonly isWarning: boolean;
  readonly reason: string;
  readonly message: string;
  /** When it happened for the first and the last time, in milliseconds. */
  readonly first?: number;
  readonly last?: number;
  /** The name of the container that it is about. */
  readonly container?: string;
}

/** A reference to an object. */
export interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A reference as the key of a map. */
export const keyOf = ({ kind, namespace, name }: Ref) => JSON.stringify([kind, namespace, name]);

/** Events by the object that they are about, the oldest first. */
export class Events {
  private readonly byObject = new Map<string, Event[]>();

  /** @param objects events of core/v1 or of events.k8s.io/v1, which names some fields differently */
  constructor(objects: readonly JsonObject[]) {
    for (const object of objects) {
      const about = objectAt(object, Object.hasOwn(object, 'involvedObject') ? 'involvedObject' : 'regarding');
      const key = keyOf({
        kind: textAt(about, 'kind'),
        namespace: textAt(about, 'namespace'),
        name: textAt(about, 'name'),
      });
      const events = this.byObject.get(key);
      if (events) events.push(readEvent(object, about));
      else this.byObject.set(key, [readEvent(object, about)]);
    }
    for (const events of this.byObject.values()) events.sort((a, b) => (a.last ?? 0) - (b.last ?? 0));
  }

  public get isEmpty(): boolean {
    return this.byObject.size === 0;
  }

  /** The events about the objects of a kind and namespace whose names begin with a text, the oldest first. */
  public ofNames({ kind, namespace }: Pick<Ref, 'kind' | 'namespace'>, prefix: string): readonly Event[] {
    return [...this.byObject]
      .filter(([key]) => {
        const [ofKind, ofNamespace, name] = JSON.parse(key) as [string, string, string];
        return ofKind === kind && ofNamespace === namespace && name.startsWith(prefix);
      })
      .flatMap(([, events]) => events)
      .sort((a, b) => (a.last ?? 0) - (b.last ?? 0));
  }

  /** The events about an object, without those about an earlier object with the same name. */
  public of(ref: Ref, uid: string): readonly Event[] {
    const events = this.byObject.get(keyOf(ref)) ?? [];
    return events.filter((event) => event.uid === uid || event.uid === '' || uid === '');
  }
}

/** `spec.containers{web}` */
const FIELD_PATH = /^spec\.\w+\{([^{}]*)\}$/;

function readEvent(object: JsonObject, about: JsonObject): Event {
  const created = timeAt(object, 'metadata', 'creationTimestamp');
  const first =
    timeAt(object, 'firstTimestamp') ??
    timeAt(object, 'deprecatedFirstTimestamp') ??
    timeAt(object, 'eventTime') ??
    created;
  return {
    uid: textAt(about, 'uid'),
    isWarning: textAt(object, 'type') === 'Warning',
    reason: textAt(object, 'reason'),
    message: messageAt(object, 'message') || messageAt(object, 'note'),
    first,
    last: latest([
      timeAt(object, 'series', 'lastObservedTime'),
      timeAt(object, 'lastTimestamp'),
      timeAt(object, 'deprecatedLastTimestamp'),
      first,
    ]),
    container: FIELD_PATH.exec(textAt(about, 'fieldPath'))?.[1],
  };
}

/** Groups events by the container that they are about. */
export function byContainer(events: readonly Event[]): Map<string, Event[]> {
  const containers = new Map<string, Event[]>();
  for (const event of events) {
    if (event.container === undefined) continue;
    const known = containers.get(event.container);
    if (known) known.push(event);
    else containers.set(event.container, [event]);
  }
  return containers;
}

/** The last event with one of the reasons and a message that matches. */
export function lastEvent(events: readonly Event[], reasons: readonly string[], message = /(?:)/): Event | undefined {
  for (let i = events.length - 1; i >= 0; i--) {
    if (reasons.includes(events[i].reason) && message.test(events[i].message)) return events[i];
  }
  return undefined;
}
