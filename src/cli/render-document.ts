/** Renders the specs of a document, and reports on them. */

import { inDocument, labelOf, ObjectReport, reportsOn, unreadable } from './object-report';
import { notASpec, SpecItem, specItems } from '../hkube/document-kind';
import { renderSpec } from '../hkube/render-spec';
import type { RenderedSpec, RenderSpecOptions } from '../hkube/rendered-spec';
import { variablesOf } from '../hkube/written-values';
import type { Document } from '../text/documents';
import type { JsonObject } from '../text/json-value';

/** What became of a spec. */
export interface RenderedItem extends Pick<RenderedSpec, 'manifest' | 'waitsFor'> {
  readonly report: ObjectReport;
  /** Its name, as it was given. */
  readonly name: unknown;
  /** Its path in the document. */
  readonly path: string;
}

/** The specs of a document: one, or each item of a list. */
export function renderDocument(document: Document, options: RenderSpecOptions): RenderedItem[] {
  const { value: whole, errors, file } = document;
  if (errors.length > 0) return [{ report: unreadable(file, errors), name: undefined, path: '' }];
  const specs = specItems(whole);
  const sources = variableSources(document, specs);
  const items = specs.map(({ value, path }) => {
    const sourcesOf = (fields: readonly string[]) => fields.map((field) => sources.get(inDocument(path, field)) ?? '');
    const { name } = (notASpec(value) ? {} : value) as JsonObject;
    return { value, path, name, ...renderSpec(value, { ...options, sourcesOf }) };
  });
  const reports = reportsOn(
    document,
    items.map(({ value, path, name, findings }) => ({
      value,
      path,
      label: notASpec(value) ? '' : labelOf('algorithm', name),
      findings,
      fields: findings.map(({ specPath }) => inDocument(path, specPath)),
    })),
  );
  return items.map(({ manifest, waitsFor, name, path }, i) => ({ report: reports[i], manifest, waitsFor, name, path }));
}

/** How the variables of all specs are written, by path: the text is read only once for them. */
function variableSources(document: Document, specs: readonly SpecItem[]): Map<string, string> {
  const paths = specs.flatMap((spec) => variablesOf(spec.value).map(({ path }) => inDocument(spec.path, path)));
  const sources = paths.length > 0 ? document.sourcesOf(paths) : [];
  return new Map(paths.map((path, i) => [path, sources[i]]));
}
