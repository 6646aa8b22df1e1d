/** The objects of a set, found by name, by kind, or by the labels of their pods. */

import type { Identity } from './identity';
import { PodIndex } from './pod-index';
import type { SetObject } from './set-object';
import { TypoIndex } from '../../text/typo';

const NONE: readonly SetObject[] = [];

/** Lists by a key. */
class Lists {
  private readonly lists = new Map<string, SetObject[]>();

  public add(key: readonly string[], object: SetObject): void {
    const text = key.join('\n');
    const list = this.lists.get(text);
    if (list) list.push(object);
    else this.lists.set(text, [object]);
  }

  public get(...key: readonly string[]): readonly SetObject[] {
    return this.lists.get(key.join('\n')) ?? NONE;
  }
}

const keyOf = ({ apiGroup, kind, namespace, name }: Identity) => [apiGroup, kind, namespace, name];

export class ObjectSet {
  private readonly byNameAnywhere = new Lists();
  private readonly byKind = new Lists();
  private readonly ofAnyKind = new Lists();
  private readonly selecting = new Lists();
  private readonly scaling = new Lists();
  private readonly running = new Lists();
  private readonly used = new Set<string>();
  private readonly podsByNamespace = new Map<string, PodIndex>();
  private readonly typos = new Map<readonly SetObject[], TypoIndex<SetObject>>();

  constructor(objects: readonly SetObject[]) {
    for (const object of objects) this.add(object);
  }

  private add(object: SetObject): void {
    const { apiGroup, kind, namespace, name, selector, pods, autoscaler, references } = object.facts;
    if (selector) this.selecting.add([apiGroup, kind, namespace], object);
    if (pods) this.running.add([namespace], object);
    if (autoscaler) this.scaling.add(keyOf({ ...autoscaler.target, namespace }), object);
    for (const reference of references) this.used.add([reference.use, ...keyOf(reference)].join('\n'));
    if (name === '') return;
    this.ofAnyKind.add([namespace, name], object);
    // Nothing refers to Jobs and Pods, of which there may be very many.
    if (apiGroup === 'batch' || kind === 'Pod') return;
    this.byNameAnywhere.add([apiGroup, kind, name], object);
    this.byKind.add([apiGroup, kind, namespace], object);
  }

  /** The objects of a name that are applied together with another object; of several those next to it. */
  public named(name: Identity, from: SetObject): readonly SetObject[] {
    const found = this.together(from, this.all(name));
    const near = found.filter(({ unit }) => unit === from.unit);
    return near.length > 0 ? near : found;
  }

  /**
   * Of some objects those that are applied together with another one. If that is there twice, its files, or its charts,
   * are alternatives.
   */
  public together(object: SetObject, all: readonly SetObject[]): readonly SetObject[] {
    const { facts, scope, unit } = object;
    const near = all.filter((other) => other.scope === scope);
    if (near.length === 0 || facts.name === '') return near;
    const twins = this.all(facts);
    const isAlternative = twins.some((twin) => twin.scope === scope && twin.unit !== unit);
    return isAlternative ? near.filter((other) => other.unit === unit) : near;
  }

  private all({ apiGroup, kind, namespace, name }: Identity): readonly SetObject[] {
    return this.ofAnyKind
      .get(namespace, name)
      .filter(({ facts }) => facts.kind === kind && facts.apiGroup === apiGroup);
  }

  /** Whether there is an object of a name, wherever it is. */
  public has(name: Identity): boolean {
    return this.all(name).length > 0;
  }

  /** The objects of a name in all namespaces. */
  public namedAnywhere({ apiGroup, kind, name }: Identity): readonly SetObject[] {
    return this.byNameAnywhere.get(apiGroup, kind, name);
  }

  /** The objects of all kinds with a name. */
  public ofAnyKindNamed(namespace: string, name: string): readonly SetObject[] {
    return this.ofAnyKind.get(namespace, name);
  }

  /** The objects of the kind and the namespace of a name. */
  public like({ apiGroup, kind, namespace }: Identity): readonly SetObject[] {
    return this.byKind.get(apiGroup, kind, namespace);
  }

  /** Of the objects of the kind and the namespace of a name those that were probably meant. */
  public typosOf(name: Identity): readonly SetObject[] {
    const all = this.like(name);
    let index = this.typos.get(all);
    if (!index) this.typos.set(all, (index = new TypoIndex(all, ({ facts }) => facts.name)));
    return index.typosOf(name.name);
  }

  /** The objects that select pods, and are of the kind and the namespace of another one. */
  public selectorsLike({ apiGroup, kind, namespace }: Identity): readonly SetObject[] {
    return this.selecting.get(apiGroup, kind, namespace);
  }

  public autoscalersOf(target: Identity): readonly SetObject[] {
    return this.scaling.get(...keyOf(target));
  }

  /** Whether something refers to an object in this way. */
  public isUsed(use: string, object: Identity): boolean {
    return this.used.has([use, ...keyOf(object)].join('\n'));
  }

  public podsIn(namespace: string): PodIndex {
    let pods = this.podsByNamespace.get(namespace);
    if (!pods) this.podsByNamespace.set(namespace, (pods = new PodIndex(this.running.get(namespace))));
    return pods;
  }
}
