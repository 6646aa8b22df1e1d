/** Values as a file writes them. */

import { resolvePlain } from './kubectl-yaml/yaml-scalar';
import { contentStart, Position } from './position';

/** A plain scalar, behind an anchor if it has one. Quotes, aliases, tags and brackets belong to none of them. */
const SCALAR = /^(?:&\S+\s+)?([^\s,[\]{}#"'*&!|>]\S*)/;

/**
 * The numbers and booleans at some positions, as they are written; empty for all other values, and where an alias or a
 * tag stands for them.
 *
 * @param from where the text begins, when it is a part of a file
 */
export function sourcesAt(positions: readonly Position[], text: string, from: Position = START): string[] {
  const lines = text.slice(contentStart(text)).split('\n');
  return positions.map(({ line, column }) => {
    const before = line === from.line ? from.column : 1;
    const [, source = ''] = SCALAR.exec(lines[line - from.line]?.slice(column - before) ?? '') ?? [];
    const scalar = source.replace(/[,\]}].*$/, '');
    return typeof resolvePlain(scalar) === 'string' ? '' : scalar;
  });
}

const START: Position = { line: 1, column: 1 };
