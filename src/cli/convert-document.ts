/** The objects of a document that are converted, and reports on them. */

import { kindOfDocument } from './document-kind';
import type { ObjectReport } from './object-report';
import { validateDocument } from './validate-document';
import { asWritten } from '../convert/as-written';
import type { SourceObject } from '../convert/chart';
import { specItems } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import { isObject, JsonObject } from '../text/json-value';
import { isClientConfiguration } from '../validation/client-configuration';
import { itemsOf } from '../validation/manifest-file';

export interface ConvertDocumentOptions extends RenderSpecOptions {
  /** Whether manifests lose what the API server fills in with the same values. */
  readonly omitDefaults: boolean;
}

export interface ConvertibleDocument {
  readonly reports: readonly ObjectReport[];
  /** What is to be converted if nothing is wrong with it. */
  readonly objects: readonly SourceObject[];
}

/** Reads a document. Objects that come from a cluster are judged as their users wrote them. */
export function convertibleDocument(document: Document, options: ConvertDocumentOptions): ConvertibleDocument {
  const { value, errors } = document;
  const isManifest = errors.length === 0 && kindOfDocument(document) === 'manifest';
  if (!isManifest) {
    const objects = specItems(value).map((item) => ({ value: item.value as JsonObject, isSpec: true }));
    return { reports: validateDocument(document, options), objects };
  }
  const written = writtenValue(value as JsonObject, options.omitDefaults);
  return {
    reports: validateDocument({ ...document, value: written }, options),
    objects: (itemsOf(written) ?? [written])
      .filter((item): item is JsonObject => isObject(item) && !isClientConfiguration(item))
      .map((item) => ({ value: item, isSpec: false })),
  };
}

/** A manifest or a list of them, each as it was written. */
function writtenValue(manifest: JsonObject, omitDefaults: boolean): JsonObject {
  const items = itemsOf(manifest);
  if (!items) return asWritten(manifest, omitDefaults);
  return { ...manifest, items: items.map((item) => (isObject(item) ? asWritten(item, omitDefaults) : item)) };
}
