/** Reports on a document: HKube specs, a Kubernetes manifest, or a list of manifests. */

import { isValuesFile, kindOfDocument } from './document-kind';
import { inDocument, labelOf, ObjectFindings, ObjectReport, reportOn, reportsOn, unreadable } from './object-report';
import { renderDocument } from './render-document';
import { groupOf } from '../apimachinery/schema';
import { validationBy } from '../apimachinery/version';
import { notADocument } from '../hkube/document-kind';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import { specFacts } from '../hkube/spec-facts';
import type { Document } from '../text/documents';
import { isObject, JsonObject, textAt } from '../text/json-value';
import { FileManifest, validateFile } from '../validation/manifest-file';
import { factsOf } from '../validation/references/object-facts';

export interface ValidateDocumentOptions extends RenderSpecOptions {
  /** Kinds that are not validated. @default - none */
  readonly skip?: readonly string[];
}

/** The reports on a document: one, or one for each item of a list. Specs are judged as what `synth` makes of them. */
export function validateDocument(document: Document, options: ValidateDocumentOptions): ObjectReport[] {
  const { file, errors, value } = document;
  if (errors.length > 0) return [unreadable(file, errors)];
  const kind = kindOfDocument(document);
  if (kind === 'manifest') {
    const { podSecurity: podSecurityProfile, skip } = options;
    const { minor, gates } = validationBy(options);
    const ofFile = { minor, gates, podSecurityProfile, skip };
    return reportsOn(document, validateFile(value as JsonObject, ofFile).map(ofManifest));
  }
  const refusal = kind === 'specs' || isValuesFile(file) ? undefined : notADocument(value);
  if (refusal) return [reportOn(document, isObject(value) ? 'object' : '', [refusal])];
  return renderDocument(document, options, specFacts).map(({ report }) => report);
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
    ...(level !== 'left out' && { identity: identityOf(manifest) }),
    ...(level !== 'left out' && level !== 'skipped' && { facts: factsOf(manifest) }),
  };
}

/** What the API server tells objects apart by; undefined for objects without a name. */
function identityOf(manifest: unknown): ObjectFindings['identity'] {
  const [apiVersion, kind, namespace] = [['apiVersion'], ['kind'], ['metadata', 'namespace']].map((keys) =>
    textAt(manifest, ...keys),
  );
  const name = textAt(manifest, 'metadata', 'name');
  if (apiVersion === '' || kind === '' || name === '') return undefined;
  return { isSpec: false, name, key: JSON.stringify([groupOf(apiVersion), kind, namespace, name]) };
}
