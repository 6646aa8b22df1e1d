/**
 * Loosens the type declarations that jsii emits, so that TypeScript takes objects of every later cdk8s-plus:
 *
 *   npx tsx projenrc/declarations.ts [FOLDER]
 *
 * Classes of cdk8s-plus have private properties, by which TypeScript tells those of two versions apart, although they
 * are the same. jsii refuses looser types in the source, and other languages know cdk8s-plus-28 only.
 */
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

interface Loosening {
  readonly file: RegExp;
  readonly type: RegExp;
  readonly by: string;
  /** How often it has to be found in all files. */
  readonly times: number | 'some';
}

const SIZE = '{ asString(): string; toMebibytes(options?: any): number }';
const CPU = '{ readonly amount: string }';
const PROBE = '{ _toKube(container: any): any }';

const LOOSENINGS: readonly Loosening[] = [
  // What cdk8s-plus calls with an Algorithm.
  {
    file: /constructs[\\/]algorithm\.d\.ts$/,
    type: /kplus\.(?:ScalingTarget|PodSelectorConfig|NetworkPolicyPeerConfig|IPodSelector \| undefined)(?=;)/g,
    by: 'any',
    times: 4,
  },
  // What it makes, and ours take.
  { file: /\.d\.ts$/, type: /kplus\.EnvFrom\b/g, by: '$& | { _toKube(): any }', times: 'some' },
  {
    file: /constructs[\\/]container-base\.d\.ts$/,
    type: /\bsource: EnvFromSource\b/g,
    by: '$& | { _toKube(): any }',
    times: 1,
  },
  {
    file: /constructs[\\/]shared-volume\.d\.ts$/,
    type: /\bvolume: kplus\.Volume\b/g,
    by: '$& | (Construct & { asVolume(): any })',
    times: 1,
  },
  { file: /\.d\.ts$/, type: /kplus\.k8s\.Quantity/g, by: `$& | ${SIZE} | ${CPU}`, times: 'some' },
  { file: /constructs[\\/]shared-volume\.d\.ts$/, type: /\bsizeLimit: string\b/g, by: `$& | ${SIZE}`, times: 1 },
  {
    file: /constructs[\\/]container-props\.d\.ts$/,
    type: /Probe\?: \w*Probe(?=;)/g,
    by: `$& | ${PROBE}`,
    times: 3,
  },
];

/** All type declarations in a folder. */
function declarationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** At the end of a file that is loosened already. */
const MARK = '// Loosened for every later cdk8s-plus.\n';

function loosen(folder: string): void {
  const files = declarationsIn(folder).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  if (files.some(({ text }) => text.endsWith(MARK))) return;
  for (const { file, type, by, times } of LOOSENINGS) {
    let count = 0;
    for (const each of files.filter(({ path }) => file.test(path))) {
      each.text = each.text.replace(type, (found) => {
        count++;
        return by.replace('$&', found);
      });
    }
    if (times === 'some' ? count > 0 : count === times) continue;
    throw new Error(`${type} was found ${count} times in ${folder}, not ${times}`);
  }
  for (const { path, text } of files) if (text !== readFileSync(path, 'utf8')) writeFileSync(path, text + MARK);
}

loosen(process.argv[2] ?? 'lib');
