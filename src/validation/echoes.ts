/** Findings that are gone when a mistake in a field's name or type is mended. */

import type { Finding } from '../apimachinery/finding';
import { atPath, isObject } from '../text/json-value';

/**
 * The rules did not see what was wrong, dropped or in the wrong place: what they miss there says nothing new, and
 * references to it do not either.
 *
 * @param decoded how many of the findings are about names and types
 */
export function withoutEchoes(findings: readonly Finding[], decoded: number, manifest: unknown): Finding[] {
  const ofDecoding = findings.slice(0, decoded);
  const ofRules = findings.slice(decoded);
  const isEcho = echoesOf(ofDecoding, manifest);
  // A selector that is missed here does not match the labels there.
  const missed = new Set(ofRules.filter((one) => isEcho(one) && one.type === 'Required value').map(({ rule }) => rule));
  const news = ofRules.filter((one) => !isEcho(one) && !(missed.has(one.rule) && one.value === null));
  return withMissing(
    ofDecoding.map((one) => asPart(one, ofDecoding)),
    news,
    manifest,
  );
}

/** Volumes, or names of claims, that the rules did not see. */
const VOLUMES = /(?:^|\.)(?:volumes|volumeClaimTemplates(?:\[\d+\]\.metadata\.name)?)$/;

/** Whether a finding of a rule is due to those of decoding. */
function echoesOf(ofDecoding: readonly Finding[], manifest: unknown): (found: Finding) => boolean {
  const gone = gonePaths(ofDecoding, manifest);
  const entries = entriesAround(gone);
  const lacking = new Set(ofDecoding.flatMap(({ lacking: path }) => (path === undefined ? [] : placesAround(path))));
  const hasMounts = ofDecoding.some(({ path }) => /\.volumeMounts\b/.test(path));
  const wrong = ofDecoding.filter(({ type }) => type === 'Type invalid').map(({ path }) => path);
  const ofClaims = ofDecoding.some(({ path }) => path.startsWith('spec.volumeClaimTemplates'));
  const hidesVolumes = ofDecoding.some(({ meant }) => VOLUMES.test(meant ?? ''));
  return (found) => {
    const { path, type, rule } = found;
    if (ofClaims && isOfClaim(found, manifest)) return true;
    return (
      (hidesVolumes && rule === 'MNT-NOTFOUND') ||
      (isAboutNothing(found) && path !== '' && wrong.some((place) => isPartOf(place, path))) ||
      isWithin(path, gone) ||
      entries.has(path) ||
      (isAboutNothing(found) && (lacking.has(path) || lacking.has(path.replace(/\[[^\[\]]*\]$/, '')))) ||
      (wrong.length > 0 && type === 'Not found') ||
      (hasMounts && rule === 'WARN-VOLUME-UNMOUNTED') ||
      // The port is its default.
      (path.endsWith('.targetPort') && gone.has(path.replace(/targetPort$/, 'port')))
    );
  };
}

/** Whether a finding about a volume is due to a claim template: claims are volumes of a StatefulSet's pods. */
export const isOfClaim = ({ path }: Finding, manifest: unknown): boolean =>
  path.includes('.volumes[') && atPath(manifest, path.replace(/\].*/, ']')) === undefined;

/** The paths of which the rules saw nothing. */
function gonePaths(ofDecoding: readonly Finding[], manifest: unknown): Set<string> {
  const gone = new Set<string>();
  const unknown = new Set<string>();
  for (const { type, path } of ofDecoding) {
    if (type === 'Unknown field') unknown.add(path);
    else if (type !== 'Warning') gone.add(path);
  }
  // Fields under a spec that the kind does not have.
  const spec = unknown.has('spec') ? atPath(manifest, 'spec') : undefined;
  if (isObject(spec)) Object.keys(spec).forEach((name) => gone.add(name));
  for (const { type, meant, lacking, hint } of ofDecoding) {
    if (meant !== undefined && atPath(manifest, meant) === undefined) gone.add(firstAbsent(manifest, meant));
    // Where no field is known, nothing was left; the hint is about the whole object.
    const isWhole = type === 'Unknown field' && meant === undefined && hint !== undefined && lacking !== '';
    const object = isWhole && lacking !== undefined && atPath(manifest, lacking);
    if (isObject(object) && Object.keys(object).every((name) => unknown.has(`${lacking}.${name}`))) gone.add(lacking!);
  }
  return gone;
}

/** The first of the objects on the way to a field that does not exist. */
function firstAbsent(manifest: unknown, path: string): string {
  const ends = [...path.matchAll(/[.[]|$/g)].map(({ index }) => index).filter((end) => end > 0);
  return ends.map((end) => path.slice(0, end)).find((part) => atPath(manifest, part) === undefined) ?? path;
}

/** Where rules report what is missing in an object: at itself, at its list, or at what is around them. */
function placesAround(path: string): string[] {
  const list = path.replace(/\[\d+\]$/, '');
  return [path, list, parentOf(list)];
}

const OF_EMPTY_TEXTS: readonly string[] = ['Unsupported value', 'Duplicate value', 'Not found'];

/** Whether a rule reports that something is missing: a required value, or an empty one that is not valid. */
export function isAboutNothing({ type, value }: Finding): boolean {
  if (type === 'Required value') return true;
  if (OF_EMPTY_TEXTS.includes(type)) return value === '';
  const isEmpty = isObject(value) && Object.keys(value).length === 0;
  return type === 'Invalid value' && (value === '' || value === null || value === 0 || isEmpty);
}

/** Whether a path leads into an object; into one at the top level says little. */
const isPartOf = (path: string, object: string) => object.includes('.') && path.startsWith(`${object}.`);

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** Unknown fields that nothing is known about were meant to be the required ones that are missing next to them. */
function withMissing(ofDecoding: readonly Finding[], ofRules: readonly Finding[], manifest: unknown): Finding[] {
  const isUnexplained = ({ type, hint }: Finding) => type === 'Unknown field' && hint === undefined;
  if (!ofDecoding.some(isUnexplained)) return [...ofDecoding, ...ofRules];
  const missing = ofRules.filter((one) => isAboutNothing(one) && atPath(manifest, one.path) === undefined);
  const found = new Set<Finding>();
  const explained = ofDecoding.map((one) => {
    if (!isUnexplained(one)) return one;
    const near = missing.filter(({ path }) => parentOf(path) === one.lacking);
    near.forEach((each) => found.add(each));
    return near.length === 0 ? one : { ...one, hint: missingHint(near) };
  });
  return [...explained, ...ofRules.filter((one) => !found.has(one))];
}

function missingHint(missing: readonly Finding[]): string {
  const names = [...new Set(missing.map(({ path }) => path.slice(path.lastIndexOf('.') + 1)))];
  return names.length === 1 ? `${names[0]} is missing here: was it meant?` : `${names.join(' and ')} are missing here`;
}

/** An unknown field that belongs into one of a wrong type is a part of that mistake. */
function asPart(found: Finding, ofDecoding: readonly Finding[]): Finding {
  const { type, meant } = found;
  if (type !== 'Unknown field' || meant === undefined) return found;
  const isPart = ofDecoding.some((other) => other.type === 'Type invalid' && other.path === meant);
  return isPart ? { ...found, isEcho: true } : found;
}

/** Keys that are missed in an object, such as `resources[storage]`, if they are wrong in a map of it. */
function entriesAround(gone: ReadonlySet<string>): Set<string> {
  const entries = new Set<string>();
  for (const path of gone) {
    const key = /\[[^\[\]]*\]$/.exec(path);
    if (!key || /^\[\d+\]$/.test(key[0])) continue;
    for (let dot = path.indexOf('.'); dot >= 0 && dot < key.index; dot = path.indexOf('.', dot + 1)) {
      entries.add(path.slice(0, dot) + key[0]);
    }
  }
  return entries;
}

/** Whether a path is one of those, or leads on from one. */
function isWithin(path: string, paths: ReadonlySet<string>): boolean {
  for (let end = 1; end <= path.length; end++) {
    if ((end === path.length || path[end] === '.' || path[end] === '[') && paths.has(path.slice(0, end))) return true;
  }
  return false;
}
