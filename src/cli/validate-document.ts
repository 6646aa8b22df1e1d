/** Reports on a document: HKube specs, a Kubernetes manifest, or a list of manifests. */

import { inDocument, labelOf, ObjectFindings, ObjectReport, reportOn, reportsOn, unreadable } from './object-report';
import { renderDocument } from './render-document';
import { minorVersion } from '../apimachinery/version';
import { kindOfValue, notADocument } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import type { Document } from '../text/documents';
import { isObject, JsonObject } from '../text/json-value';
import { FileManifest, validateFile } from '../validation/manifest-file';

/** The reports on a document: one, or one for each item of a list. Specs are judged as what `synth` makes of them. */
export function validateDocument(document: Document, options: RenderSpecOptions): ObjectReport[] {
  const { file, errors, value } = document;
  if (errors.length > 0) return [unreadable(file, errors)];
  const kind = kindOfValue(value);
  if (kind === 'manifest') {
    const minor = minorVersion(options.kubernetesVersion);
    return reportsOn(document, validateFile(value as JsonObject, minor).map(ofManifest));
  }
  const refusal = kind === 'specs' ? undefined : notADocument(value);
  if (refusal) return [reportOn(document, isObject(value) ? 'object' : '', [refusal])];
  return renderDocument(document, options).map(({ report }) => report);
}

function ofManifest({ manifest, path, findings, level }: FileManifest): ObjectFindings {
  const { apiVersion, kind, metadata } = isObject(manifest) ? manifest : ({} as JsonObject);
  const name: unknown = isObject(metadata) ? (metadata.name ?? metadata.generateName) : undefined;
  return {
    value: manifest,
    label: labelOf(typeof kind === 'string' && kind !== '' ? kind : 'object', name),
    path,
    findings,
    fields: findings.map((finding) => inDocument(path, finding.path)),
    apiVersion,
    kind,
    level,
  };
}
