/** What a document of a file is. */

import { DocumentKind, kindOfValue } from '../hkube/document-kind';
import type { Document } from '../text/documents';

const VALUES = /(?:^|[/\\])values(?:[-._][^/\\]*)?\.(?:json|ya?ml)$/i;

/** Whether a file has the values of a Helm chart, by its name. */
export const isValuesFile = (name: string) => VALUES.test(name);

/** What a document is. The values of a Helm chart have fields of specs, but are not specs. */
export function kindOfDocument({ value, file }: Document): DocumentKind {
  const kind = kindOfValue(value);
  return kind !== 'manifest' && isValuesFile(file) ? 'other' : kind;
}
