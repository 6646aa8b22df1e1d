/**
 * Does what docs/tutorial.md says, in an empty directory: writes its files, runs its commands, and compares what they
 * print. As a program it installs the packages, too, with the library from a file:
 *
 *     npx tsx test/docs/tutorial.ts DIRECTORY PACKAGE.tgz
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { COLLAPSED } from '../fixtures/doc-blocks';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'tutorial.md');
/** A block of the page with its language, and the file that the paragraph above it names. */
const BLOCK = /(?:`([\w.]+)`[^`]*:\n\n)?^```(\w+)\n([^]*?)^```/gm;

/** One of the page's steps. */
interface Step {
  readonly language: string;
  readonly text: string;
  readonly file?: string;
}

const BELOW_A_BLOCK = new RegExp(`^\`\`\`\\w+\\n(?:(?!\`\`\`).*\\n)*\`\`\`\\n\\n${COLLAPSED}`, 'gm');

/** A page as people follow it who leave its Python collapsed. */
export const inTypeScript = (page: string) => page.replace(new RegExp(COLLAPSED, 'g'), '');

/** A page as people follow it who read the Python in place of the block above it. */
export const inPython = (page: string) => page.replace(BELOW_A_BLOCK, '$1').replaceAll('`main.ts`', '`main.py`');

export const stepsOf = (page: string): Step[] =>
  [...page.matchAll(BLOCK)].map(([, file, language, text]) => ({ language, text, file }));

/** The file of a block without a name. */
const PROGRAMS: { readonly [language: string]: string | undefined } = { ts: 'main.ts', python: 'main.py' };

/** Lines of a block that a command did not print, in this order. */
function missingLines(block: string, output: string): string[] {
  const printed = output.split('\n');
  return block
    .trimEnd()
    .split('\n')
    .filter((line) => {
      const at = printed.indexOf(line);
      printed.splice(0, at + 1);
      return at < 0;
    });
}

/**
 * Does the tutorial in a directory, and returns what is not as the page says.
 *
 * @param read the page as its reader follows it
 * @param adapt changes a command before it runs; undefined to leave it out
 */
export function followTutorial(
  directory: string,
  read: (page: string) => string,
  adapt: (commands: string) => string | undefined,
): string[] {
  let output = '';
  return stepsOf(read(fs.readFileSync(PAGE, 'utf8'))).flatMap(({ language, text, file = PROGRAMS[language] }) => {
    if (file !== undefined) {
      fs.writeFileSync(path.join(directory, file), text);
      return [];
    }
    if (language !== 'sh') return missingLines(text, output).map((line) => `not printed: ${line}`);
    const commands = adapt(text);
    if (commands === undefined) return [];
    const { stdout, stderr, error } = spawnSync('sh', ['-c', commands], { cwd: directory, encoding: 'utf8' });
    output = `${stdout}${stderr}`;
    return error ? [`${commands}: ${error.message}`] : [];
  });
}

function main([directory, tarball]: string[]): void {
  const wrong = followTutorial(directory, inTypeScript, (commands) =>
    commands.replace('install cdk8s-hkube', `install ${tarball}`),
  );
  for (const text of wrong) console.error(text);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

if (require.main === module) main(process.argv.slice(2));
