/** What is known of a rule besides what it reports. */

import { homePage } from './package-info';
import { RULE_NOTES } from './rule-notes.generated';
import type { Finding } from '../apimachinery/finding';

export interface RuleNote {
  /** Address of the page that says more: `https://…/docs/rules.md#warnings`. */
  readonly uri: string;
  /** What it refuses or warns about. */
  readonly text: string;
  /** What most of its findings are. */
  readonly severity: Finding['severity'];
}

/** What docs/rules.md says of a rule, or of the rules that begin like it. */
export function ruleNote(rule: string): RuleNote {
  for (const id of [rule, `${rule.split('-')[0]}-…`]) {
    const note = notes().get(id);
    if (note) return note;
  }
  return { uri: addressOf(homePage(), 'rules.md'), text: rule, severity: 'error' };
}

const addressOf = (home: string, page: string) => `${home}/blob/main/docs/${page}`;

let known: ReadonlyMap<string, RuleNote> | undefined;

function notes(): ReadonlyMap<string, RuleNote> {
  return (known ??= readNotes(homePage()));
}

function readNotes(home: string): ReadonlyMap<string, RuleNote> {
  const notesById = RULE_NOTES.trim()
    .split('\n')
    .map((line) => {
      const [, id, anchor, text] = /^(\S+) (\S+) (.*)$/.exec(line)!;
      const isWarning = anchor === 'warnings' || /\bwarning\b/i.test(text);
      const uri = addressOf(home, `rules.md#${anchor}`);
      return [id, { uri, text, severity: isWarning ? 'warning' : 'error' }] as const;
    });
  return new Map(notesById);
}
