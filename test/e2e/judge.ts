/**
 * Compares what an API server did with a manifest with what the rules found in it.
 */
import { isOwned, Losses } from './kept';
import { Answer } from './transport';
import { typeAndDetail, Finding } from '../../src/apimachinery/finding';
import { samePath } from '../validation/cases';
import { CEL } from '../validation/kind-cases';

/** All that the server said. */
export interface Evidence {
  readonly answer: Answer;
  readonly losses: Losses;
  /** Its answer to a pod of the workload's template, when there is one. */
  readonly podAnswer?: Answer;
}

export interface Disagreement {
  readonly problem: 'thrown' | 'false accept' | 'false refusal' | 'lost without a word' | 'pods refused';
  /** What it is about, whichever item or key it is: two with a common one are of one kind. */
  readonly marks: readonly string[];
  readonly server: readonly string[];
  readonly ours: readonly string[];
}

export interface Judgement {
  /** `skipped`: what the server said was not about the manifest. */
  readonly verdict: 'accepted' | 'refused' | 'skipped';
  readonly disagreement?: Disagreement;
  /** Of what both refuse, whether all paths that the server names are ours too; undefined where it names none. */
  readonly samePath?: boolean;
  /** Whether the server refused it for expressions in CEL alone, and we only warn that they are not validated. */
  readonly celOnly?: boolean;
}

/**
 * Admission looks at what else is in the cluster: namespaces, accounts, classes, quotas. All requests are for one
 * namespace.
 */
const isAdmission = (answer: Answer) =>
  [401, 403, 404, 409].includes(answer.code) || complaints(answer).some((text) => OF_THE_NAMESPACE.test(text));
const OF_THE_NAMESPACE =
  /namespace of the (provided )?object does not match|label on the containing namespace|does not match event.namespace/;
const isAccepted = ({ code }: Answer) => code >= 200 && code < 300;

/** The server's complaints, one by one. */
export function complaints({ body, code }: Answer): string[] {
  const causes: any[] = body?.details?.causes ?? [];
  const texts = causes.filter(({ field }) => field).map(({ field, message }) => `${field}: ${message}`);
  return texts.length > 0 ? texts : [`${code}: ${body?.message ?? ''}`];
}

/** Without indices, keys and values. */
const mark = (text: string) =>
  text
    .replace(/\[[^\]]*\]/g, '')
    .replace(/"(?:[^"\\]|\\.)*"/g, '…')
    .slice(0, 120);

/** Stands as a rule for an exception, which no manifest may cause. */
export const THROWN = 'THROWN';

/** @param all what the rules found (see found.ts) */
export function judge({ answer, losses: { lost, hollow }, podAnswer }: Evidence, all: readonly Finding[]): Judgement {
  const found = all.filter(({ severity }) => severity === 'error');
  const ours = found.map((error) => `${error.rule} ${error.path}: ${typeAndDetail(error)}`);
  const disagree = (problem: Disagreement['problem'], server: readonly string[], about = server): Disagreement => ({
    problem,
    marks: [...new Set(about.map(mark))],
    server,
    ours,
  });

  if (found.some(({ rule }) => rule === THROWN)) {
    return { verdict: isAccepted(answer) ? 'accepted' : 'refused', disagreement: disagree('thrown', ours) };
  }
  if (isAdmission(answer)) return { verdict: 'skipped' };
  if (!isAccepted(answer)) {
    const everything = complaints(answer);
    const server = everything.filter((text) => !CEL.test(text));
    if (found.length === 0) {
      const celOnly = server.length === 0 && all.some(({ rule }) => rule === 'CEL-NOT-VALIDATED');
      return celOnly
        ? { verdict: 'refused', celOnly }
        : { verdict: 'refused', disagreement: disagree('false accept', everything) };
    }
    // We may find one of several wrong expressions.
    if (server.length === 0) {
      const isServers = (one: Finding) => everything.some((text) => samePath(text, [one]) !== false);
      return { verdict: 'refused', samePath: found.every(isServers) };
    }
    const same = server.map((text) => samePath(text, found)).filter((one) => one !== undefined);
    return { verdict: 'refused', samePath: same.length > 0 ? same.every(Boolean) : undefined };
  }
  if (lost.length > 0) {
    return {
      verdict: 'accepted',
      disagreement: all.length === 0 ? disagree('lost without a word', lost) : undefined,
    };
  }
  if (podAnswer && !isAccepted(podAnswer) && !isAdmission(podAnswer)) {
    return {
      verdict: 'accepted',
      disagreement: found.length === 0 ? disagree('pods refused', complaints(podAnswer)) : undefined,
    };
  }
  // What YAML makes of a text does not show in a field that the server takes over.
  const unseen = new Set(
    found.filter(({ rule, path }) => rule === 'YAML-STRING' && isOwned(path)).map(({ path }) => path),
  );
  const certain = found.some(
    ({ type, path }) => !unseen.has(path) && !(type === 'Dropped field' && hollow.includes(path)),
  );
  return { verdict: 'accepted', disagreement: certain ? disagree('false refusal', ['accepted'], ours) : undefined };
}

/** Whether two are about the same. */
export const isSame = (a: Disagreement, b: Disagreement | undefined) =>
  b !== undefined && a.problem === b.problem && a.marks.some((one) => b.marks.includes(one));
