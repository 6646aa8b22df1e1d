/**
 * The YAML that kubectl reads: one document, in the grammar and with the values of go-yaml v2 (see yaml-scalar.ts),
 * which sigs.k8s.io/yaml turns into JSON. Where kubectl silently loses what was written, we refuse it: duplicate keys,
 * content after `...`, numbers with more digits than JSON parsers keep.
 *
 * Why we read it by code of our own: docs/decisions/0004-own-readers.md.
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml
 */

import { YamlParser } from './yaml-parser';
import { locateWith, OnValue, ValueOutline } from '../locate';
import { strayLookAlikes, structuralLookAlike } from '../look-alikes';
import { commentHint, OffsetFinding, Parsed, Stop, withPositions } from '../parsed';
import { Position } from '../position';

export interface KubectlYamlOptions {
  /** Where the text begins, when it is a part of a file. */
  readonly from?: Position;
  /** Whether a line with `---` stands right before the text. */
  readonly isAfterSeparator?: boolean;
  /** Keeps where the values are. */
  readonly outline?: ValueOutline;
  /** The most bytes of JSON that the value may have, aliases included. @default 64 MiB */
  readonly maxSize?: number;
}

/** Reads one document. The value is undefined when there is nothing but comments. */
export function parseKubectlYaml(text: string, options: KubectlYamlOptions = {}): Parsed {
  const { from, maxSize, isAfterSeparator, outline } = options;
  const errors: OffsetFinding[] = [];
  const warnings: OffsetFinding[] = [];
  try {
    const value = new YamlParser(text, {
      errors,
      warnings,
      maxSize,
      isAfterSeparator,
      onValue: outline?.add,
    }).document();
    if (errors.length === 0) {
      return { ok: true, value, warnings: withPositions([...warnings, ...strayLookAlikes(text)], text, from) };
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    errors.push(error.finding);
  }
  const cause = structuralLookAlike(
    text,
    errors.reduce((first, { offset }) => Math.min(first, offset), Infinity),
  );
  if (cause) return { ok: false, errors: withPositions([cause], text, from) };
  const hinted = errors.map((error) => ({ ...error, detail: error.detail + otherFormatHint(text, error) }));
  return { ok: false, errors: withPositions(hinted, text, from) };
}

/** What the text may be instead of YAML: a template, or JSON with comments. */
function otherFormatHint(text: string, { offset, first }: OffsetFinding): string {
  if (first !== undefined) return '';
  const end = text.indexOf('\n', offset);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
  if (line.includes('{{')) return '. Is this a template? Render it first: helm template';
  return commentHint(text);
}

/**
 * The positions of fields in a text, which must be valid; see `locateWith`.
 *
 * @param outline what was kept when the text was read
 */
export function locateKubectlYaml(
  text: string,
  paths: readonly string[],
  from?: Position,
  outline?: ValueOutline,
): Position[] {
  const read = (onValue: OnValue) => new YamlParser(text, { onValue }).document();
  return locateWith((onValue) => outline?.replay(onValue) || read(onValue), text, paths, from);
}
