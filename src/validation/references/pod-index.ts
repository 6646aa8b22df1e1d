/** The objects of a namespace that run pods, found by the labels of these. */

import { labelsOf } from './object-facts';
import { mayMatch, SelectorFacts } from './selector-facts';
import type { SetObject } from './set-object';
import { TypoIndex } from '../../text/typo';

export class PodIndex {
  private readonly labels = new Map<SetObject, ReturnType<typeof labelsOf>>();
  private readonly byLabel = new Map<string, Map<string, SetObject[]>>();
  private readonly typos = new Map<string, TypoIndex<readonly [value: string, objects: readonly SetObject[]]>>();

  constructor(public readonly all: readonly SetObject[]) {
    for (const object of all) {
      const labels = labelsOf(object.facts);
      this.labels.set(object, labels);
      for (const [key, value] of Object.entries(labels)) this.add(key, value, object);
    }
  }

  private add(key: string, value: string, object: SetObject): void {
    let values = this.byLabel.get(key);
    if (!values) this.byLabel.set(key, (values = new Map()));
    const objects = values.get(value);
    if (objects) objects.push(object);
    else values.set(value, [object]);
  }

  /** The objects whose pods may be selected. */
  public selectedBy(selector: SelectorFacts): readonly SetObject[] {
    return this.candidates(selector).filter((object) => mayMatch(selector, this.labels.get(object)!));
  }

  /** Those with one of the labels are enough to look at, if the label is known here. */
  private candidates({ equal }: SelectorFacts): readonly SetObject[] {
    const lists = equal.flatMap(([key, value]) => {
      const values = this.byLabel.get(key);
      return values ? [values.get(value) ?? []] : [];
    });
    return lists.reduce((least, list) => (list.length < least.length ? list : least), this.all);
  }

  /** The objects whose pods have another value of a label, which was probably meant where this one is written. */
  public withTypo(key: string, value: string): readonly SetObject[] {
    let index = this.typos.get(key);
    if (!index) this.typos.set(key, (index = new TypoIndex(this.byLabel.get(key) ?? [], ([name]) => name)));
    return index.typosOf(value).flatMap(([, objects]) => objects);
  }
}
