/** Renders the specs of a document, and reports on them. */

import { isValuesFile } from './document-kind';
import { inDocument, labelOf, ObjectReport, reportOn, reportsOn, unreadable } from './object-report';
import { notASpec, objectFinding, SpecItem, specItems } from '../hkube/document-kind';
import { renderSpec } from '../hkube/render-spec';
import type { RenderedSpec, RenderSpecOptions } from '../hkube/rendered-spec';
import { variablesOf } from '../hkube/written-values';
import type { Document } from '../text/documents';
import type { JsonObject } from '../text/json-value';
import type { ObjectFacts } from '../validation/references/object-facts';

/** What became of a spec. */
export interface RenderedItem extends Pick<RenderedSpec, 'manifest' | 'service' | 'waitsFor'> {
  readonly report: ObjectReport;
}

/**
 * The specs of a document: one, or each item of a list.
 *
 * @param factsOf what the report is to say of a spec's references. @default - nothing
 */
export function renderDocument(
  document: Document,
  options: RenderSpecOptions,
  factsOf?: (spec: unknown, manifest: JsonObject) => ObjectFacts | undefined,
): RenderedItem[] {
  const { value: whole, errors, file } = document;
  if (errors.length > 0) return [{ report: unreadable(file, errors) }];
  if (isValuesFile(file)) {
    const refusal = objectFinding(
      'the values of a Helm chart, not an HKube spec: render the chart first, helm template',
    );
    return [{ report: reportOn(document, '', [refusal]) }];
  }
  const specs = specItems(whole);
  const sources = variableSources(document, specs);
  const items = specs.map(({ value, path }) => {
    const sourcesOf = (fields: readonly string[]) => fields.map((field) => sources.get(inDocument(path, field)) ?? '');
    const { name } = (notASpec(value) ? {} : value) as JsonObject;
    return { value, path, name, ...renderSpec(value, { ...options, sourcesOf }) };
  });
  const reports = reportsOn(
    document,
    items.map(({ value, path, name, manifest, findings }) => ({
      value,
      path,
      ...(name !== undefined && manifest && { identity: identityOf(manifest) }),
      label: notASpec(value) ? '' : labelOf('algorithm', name),
      findings,
      fields: findings.map(({ specPath }) => inDocument(path, specPath)),
      facts: manifest && factsOf?.(value, manifest),
    })),
  );
  return items.map(({ manifest, service, waitsFor }, i) => ({ report: reports[i], manifest, service, waitsFor }));
}

function identityOf({ metadata: { name } }: JsonObject) {
  return { isSpec: true, name, key: name };
}

/** How the variables of all specs are written, by path: the text is read only once for them. */
function variableSources(document: Document, specs: readonly SpecItem[]): Map<string, string> {
  const paths = specs.flatMap((spec) => variablesOf(spec.value).map(({ path }) => inDocument(spec.path, path)));
  const sources = paths.length > 0 ? document.sourcesOf(paths) : [];
  return new Map(paths.map((path, i) => [path, sources[i]]));
}
