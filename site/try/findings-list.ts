/** The list of findings: each with its place in the text, and a link to its rule. */

import { byId, element } from './dom';
import type { ShownFinding, Verdict } from './judge';

/** So many more are shown at a time. */
const PAGE = 100;

export class FindingsList {
  private findings: readonly ShownFinding[] = [];
  private shown = 0;

  constructor(private readonly goTo: (finding: ShownFinding) => void) {
    byId('more').addEventListener('click', () => {
      const first = byId('findings').children[this.shown];
      this.showMore();
      (first ?? byId('findings').lastElementChild)?.querySelector('button')?.focus();
    });
  }

  public show({ findings, errors, warnings }: Verdict): void {
    this.findings = findings;
    this.shown = 0;
    byId('findings').replaceChildren();
    this.showMore();
    const badge = byId('count');
    badge.hidden = errors + warnings === 0;
    badge.textContent = String(errors + warnings);
    badge.className = `count ${errors > 0 ? 'error' : 'warning'}`;
  }

  private showMore(): void {
    const next = this.findings.slice(this.shown, this.shown + PAGE);
    this.shown += next.length;
    byId('findings').append(...next.map((finding) => this.item(finding)));
    const rest = this.findings.length - this.shown;
    byId('more').hidden = rest === 0;
    byId('more').textContent = `Show ${Math.min(PAGE, rest)} more of ${rest}`;
  }

  private item(finding: ShownFinding): HTMLLIElement {
    const { line, column, severity, rule, message, object } = finding;
    const place = element(
      'button',
      { type: 'button', class: 'place', 'aria-label': `${line}:${column}, go to line ${line}` },
      `${line}:${column}`,
    );
    place.addEventListener('click', () => this.goTo(finding));
    return element(
      'li',
      { class: severity },
      element('p', { class: 'finding-head' }, place, element('span', { class: 'severity' }, severity), ruleLink(rule)),
      element('p', { class: 'message' }, object === '' ? message : `${object}: ${message}`),
    );
  }
}

const ruleLink = (rule: string) => element('a', { href: `../docs/rules.html#${rule}`, class: 'rule' }, rule);
