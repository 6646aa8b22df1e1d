/** Renders a document that should hold a spec, and reports on it. */

import { labelOf, ObjectReport, reportOn, unreadable } from './object-report';
import { notASpec } from '../hkube/document-kind';
import { renderSpec } from '../hkube/render-spec';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import type { JsonObject } from '../text/json-value';

/** What became of a document. */
export interface RenderedDocument {
  readonly report: ObjectReport;
  /** Undefined when none can be made. */
  readonly manifest?: JsonObject;
}

export function renderDocument(document: Document, options: RenderSpecOptions): RenderedDocument {
  const { value, errors, file } = document;
  if (errors.length > 0) return { report: unreadable(file, errors) };
  const { manifest, findings } = renderSpec(value, options);
  const label = notASpec(value) ? '' : labelOf('algorithm', (value as JsonObject).name);
  const fields = findings.map(({ specPath }) => specPath);
  return { report: reportOn(document, label, findings, fields), manifest };
}
