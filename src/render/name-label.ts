import type { JsonObject } from '../text/json-value';

/** Label of the pods with the name of the algorithm's object; selectors use it. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * The labels by which an algorithm's pods are selected.
 *
 * @param labels labels that were declared for the pods
 * @param name name of the algorithm's object
 */
export const selectorLabels = (labels: JsonObject, name: string): { readonly [key: string]: string } => ({
  [NAME_LABEL]: labels[NAME_LABEL] ?? asLabelValue(name),
});

/** A name, cut to the length of a label value. */
const asLabelValue = (name: string): string => name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
