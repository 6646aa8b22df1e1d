/** What is known of a rule besides what it reports. */

import { RULE_NOTES } from './rule-notes.generated';
import type { Finding } from '../apimachinery/finding';

export interface RuleNote {
  /** Where docs/ tells more: `rules.md#warnings`. */
  readonly page: string;
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
  return { page: 'rules.md', text: rule, severity: 'error' };
}

let known: ReadonlyMap<string, RuleNote> | undefined;

function notes(): ReadonlyMap<string, RuleNote> {
  return (known ??= new Map(
    RULE_NOTES.trim()
      .split('\n')
      .map((line) => {
        const [, id, anchor, text] = /^(\S+) (\S+) (.*)$/.exec(line)!;
        const isWarning = anchor === 'warnings' || /\bwarning\b/i.test(text);
        return [id, { page: `rules.md#${anchor}`, text, severity: isWarning ? 'warning' : 'error' }] as const;
      }),
  ));
}
