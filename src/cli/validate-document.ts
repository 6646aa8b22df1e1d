/** Reports on a document: an HKube spec, a Kubernetes manifest, or a list of manifests. */

import { labelOf, ObjectFindings, ObjectReport, reportOn, reportsOn, unreadable } from './object-report';
import { kindOfValue, notADocument } from '../hkube/document-kind';
import { validateSpec } from '../hkube/validate-spec';
import type { Document } from '../text/documents';
import { isObject, JsonObject } from '../text/json-value';
import { FileManifest, validateFile } from '../validation/manifest-file';

/** The reports on a document: one, or one for each item of a list. */
export function validateDocument(document: Document, minor: number): ObjectReport[] {
  const { file, errors } = document;
  if (errors.length > 0) return [unreadable(file, errors)];
  const refusal = notADocument(document.value);
  if (refusal) return [reportOn(document, isObject(document.value) ? 'object' : '', [refusal])];
  const value = document.value as JsonObject;
  if (kindOfValue(value) === 'manifest') {
    return reportsOn(document, validateFile(value, minor).map(ofManifest));
  }
  const plainScalarsAt = document.isYaml ? (paths: readonly string[]) => document.sourcesOf(paths) : undefined;
  return [reportOn(document, labelOf('algorithm', value.name), validateSpec(value, { minor, plainScalarsAt }))];
}

function ofManifest({ manifest, path, findings, level }: FileManifest): ObjectFindings {
  const { apiVersion, kind, metadata } = isObject(manifest) ? manifest : ({} as JsonObject);
  const name: unknown = isObject(metadata) ? (metadata.name ?? metadata.generateName) : undefined;
  return {
    value: manifest,
    label: labelOf(typeof kind === 'string' && kind !== '' ? kind : 'object', name),
    path,
    findings,
    fields: findings.map((finding) => join(path, finding.path)),
    apiVersion,
    kind,
    level,
  };
}

const join = (prefix: string, path: string) => (prefix === '' || path === '' ? prefix + path : `${prefix}.${path}`);
