/** What is wrong between the objects of a set: an app, or the files that are given together. */

import { autoscalers, scaledReplicas } from './autoscalers';
import { dangling } from './dangling';
import { headless } from './headless';
import { missingParts } from './missing-parts';
import type { OwnFacts } from './object-facts';
import type { ObjectSet } from './object-set';
import { selectors } from './selectors';
import type { SetObject } from './set-object';
import { targetPorts } from './target-ports';
import { Finding } from '../../apimachinery/finding';

const RULES: ReadonlyArray<(object: SetObject, set: ObjectSet) => Finding[]> = [
  missingParts,
  dangling,
  targetPorts,
  selectors,
  headless,
  autoscalers,
  scaledReplicas,
];

/** Whether anything about other objects can be wrong with an object. */
export const mayRefer = ({ references, hasSubdomain, ...others }: OwnFacts) =>
  references.length > 0 || hasSubdomain || FACTS.some((fact) => others[fact] !== undefined);

const FACTS = ['service', 'selector', 'autoscaler', 'replicas', 'serviceName'] as const;

/** What an object refers to and the others do not have, as warnings. */
export const referenceFindings = (object: SetObject, set: ObjectSet): Finding[] =>
  mayRefer(object.facts) ? RULES.flatMap((rule) => rule(object, set)) : [];
