/** Which feature gates the cluster sets, as the command line says it. */

import { Option } from 'commander';
import { WrongUse } from './io';
import type { Given } from './options';
import { FeatureGates, gateProblems, gatesOf, needProblems, NO_GATES } from '../apimachinery/feature-gates';

export const gatesOption = () =>
  new Option('--feature-gates <GATES>', 'gates that the cluster sets, as kube-apiserver has them: A=true,B=false');

/** The gates of `--feature-gates A=true,B=false`. Of several versions, at least one has to have each of them. */
export function featureGates({ featureGates: text }: Given, versions: readonly number[]): FeatureGates {
  const gates = text === undefined ? NO_GATES : readGates(text);
  for (const name of Object.keys(gates)) {
    const problems = versions.flatMap((version) => gateProblems({ [name]: gates[name] }, version));
    if (problems.length < versions.length) continue;
    throw new WrongUse(`--feature-gates ${name}: ${problems[problems.length - 1][1]}`);
  }
  for (const version of versions) {
    const [problem] = needProblems(gatesOf(version, gates), version);
    if (problem) throw new WrongUse(`--feature-gates ${problem.join(': ')}`);
  }
  return gates;
}

/** Gates as kube-apiserver has them: `A=true,B=false`. */
export function readGates(text: string): FeatureGates {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, value = ''] = pair.split('=').map((part) => part.trim());
      if (!/^(?:true|false)$/i.test(value)) {
        throw new WrongUse(`--feature-gates ${pair}: write NAME=true or NAME=false, with commas between them`);
      }
      return [name, value.toLowerCase() === 'true'];
    }),
  );
}
