/** A command as people write it in a shell, as the list of strings that Kubernetes runs. */

import { isSecretName } from './redact';

interface Word {
  readonly text: string;
  /** The quote around it. @default - empty: it has no quotes */
  readonly quote: string;
}

/** What only a shell understands, outside of quotes and in double ones. */
const SHELL = /[|&;<>*?`$\n\\{}()#~!]|^\w+=/;
const SHELL_IN_QUOTES = /[`$\\]/;
const SHELLS = /^(?:.*\/)?(?:ba|da|a|k|z)?sh$/;
/** Kubernetes replaces these itself. */
const VARIABLE = /\$\(\w+\)/g;

/** The words of a command; undefined where only its author, or a shell, knows them. */
export function commandWords(text: string): string[] | undefined {
  const words = wordsOf(text.trim());
  if (!words || words.length === 0 || isSecretName(text)) return undefined;
  const script = SHELLS.test(words[0].text) ? words.findIndex(({ text: word }) => /^-\w*c$/.test(word)) + 1 : 0;
  if (script > 0) return withScript(words, script, text.trim());
  return words.some(needsShell) || text.trim().includes('\n') ? undefined : words.map((word) => word.text);
}

function needsShell({ text, quote }: Word): boolean {
  const own = text.replace(VARIABLE, '');
  if (quote === "'") return false;
  return (quote === '"' ? SHELL_IN_QUOTES : SHELL).test(own);
}

/** The words before the shell's script, and the script as one; undefined if there is more after a script in quotes. */
function withScript(words: readonly Word[], script: number, text: string): string[] | undefined {
  const before = words.slice(0, script).map((word) => word.text);
  const first: Word | undefined = words[script];
  if (!first) return undefined;
  if (first.quote === '') return [...before, /\s-\w*c\s+(.*)$/s.exec(text)![1]];
  return words.length === script + 1 ? [...before, first.text] : undefined;
}

/** The words between white space, without their quotes; undefined where a quote begins or ends inside a word. */
function wordsOf(text: string): Word[] | undefined {
  const words = [...text.matchAll(/"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)/g)].map(([, double, single, plain]) => {
    if (double !== undefined) return { text: double, quote: '"' };
    return single !== undefined ? { text: single, quote: "'" } : { text: plain, quote: '' };
  });
  return words.some(({ text: word, quote }) => quote === '' && /["']/.test(word)) ? undefined : words;
}
