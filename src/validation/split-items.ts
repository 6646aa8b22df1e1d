/** Items of a list that were meant to be one: a dash too many in YAML splits a container in two. */

import { isAboutNothing, isOfClaim } from './echoes';
import type { Finding } from '../apimachinery/finding';
import { atPath, isObject, JsonObject } from '../text/json-value';

/** So many items a list item is split into at most. */
const MAX_PARTS = 4;

/**
 * Tells which items are parts of one: each lacks what the others have, and they share no field. The findings about
 * them get a hint, and all but the first are echoes.
 */
export function withSplitItems(findings: readonly Finding[], manifest: unknown): Finding[] {
  const lists = lacksOf(findings, manifest);
  const hints = new Map<Finding, string>();
  const echoes = new Set<Finding>();
  for (const [path, lacks] of lists) {
    for (const run of splitRuns(atPath(manifest, path), lacks)) {
      const [first, ...others] = run.flatMap((i) => lacks.get(i)?.findings ?? []);
      hints.set(first, hintOf(run.map((i) => atPath(manifest, `${path}[${i}]`) as JsonObject)));
      others.forEach((other) => echoes.add(other));
      if (!path.endsWith('.volumeClaimTemplates')) continue;
      findings.filter((each) => isOfClaim(each, manifest)).forEach((each) => echoes.add(each));
    }
  }
  if (hints.size === 0) return [...findings];
  return findings.map((each) => {
    if (echoes.has(each)) return { ...each, isEcho: true };
    return hints.has(each) ? { ...each, hint: hints.get(each) } : each;
  });
}

/** What an item of a list lacks, and the findings that report it. */
interface Lack {
  readonly fields: Set<string>;
  readonly findings: Finding[];
}

/** For each list, what its items lack, by index. */
function lacksOf(findings: readonly Finding[], manifest: unknown): Map<string, Map<number, Lack>> {
  const lists = new Map<string, Map<number, Lack>>();
  for (const found of findings) {
    const [, list, index, field] = /^(.*)\[(\d+)\]\.([^.[\]]+)/.exec(found.path) ?? [];
    if (list === undefined || !isAboutNothing(found)) continue;
    const item = atPath(manifest, `${list}[${index}]`);
    if (!isObject(item) || item[field] !== undefined) continue;
    const lacks = lists.get(list) ?? new Map<number, Lack>();
    const lack = lacks.get(Number(index)) ?? { fields: new Set(), findings: [] };
    lack.fields.add(field);
    lack.findings.push(found);
    lists.set(list, lacks.set(Number(index), lack));
  }
  return lists;
}

/** The indexes of items that follow each other and make one together. */
function splitRuns(items: unknown, lacks: ReadonlyMap<number, Lack>): number[][] {
  const runs: number[][] = [];
  if (!Array.isArray(items)) return runs;
  for (let i = 0; i < items.length; i++) {
    const run = runFrom(items, i, lacks);
    if (run.length === 0) continue;
    runs.push(run);
    i = run[run.length - 1];
  }
  return runs;
}

/** The longest run of items from an index on that together make one item. Empty if no run does. */
function runFrom(items: readonly unknown[], start: number, lacks: ReadonlyMap<number, Lack>): number[] {
  let longest: number[] = [];
  const run: number[] = [];
  const fields = new Set<string>();
  for (let i = start; i < items.length && run.length < MAX_PARTS; i++) {
    const item = items[i];
    const names = isObject(item) ? Object.keys(item) : [];
    if (names.length === 0 || names.some((name) => fields.has(name))) break;
    run.push(i);
    names.forEach((name) => fields.add(name));
    if (run.length > 1 && makesOne(run, items as readonly JsonObject[], lacks, fields)) longest = [...run];
  }
  return longest;
}

function makesOne(
  run: readonly number[],
  items: readonly JsonObject[],
  lacks: ReadonlyMap<number, Lack>,
  fields: ReadonlySet<string>,
): boolean {
  const lacking = run.filter((i) => lacks.has(i));
  const isMet = (i: number) => [...lacks.get(i)!.fields].every((field) => fields.has(field));
  if (lacking.length === 0 || !lacking.every(isMet)) return false;
  if (lacking.length === run.length) return true;
  if (run.length > 2) return false;
  // One of two is complete: is it the rest of the other, or the other the rest of it?
  const [lacker] = lacking;
  const missing = lacks.get(lacker)!.fields;
  const complete = items[run.find((i) => i !== lacker)!];
  const isOneLine = lacker === run[0] && Object.keys(items[lacker]).length === 1;
  return isOneLine || missing.size > 1 || Object.keys(complete).every((field) => missing.has(field));
}

function hintOf(parts: readonly JsonObject[]): string {
  const [first, ...others] = parts.map((part) => Object.keys(part)[0]);
  return `did you mean one item? Write ${others.join(' and ')} without the dash, under ${first}`;
}
