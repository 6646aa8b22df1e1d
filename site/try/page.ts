/** The page to try things: a text on the left, what comes of it on the right. */

import { byId, copy, count, element } from './dom';
import { inputEditor } from './editor';
import { EXAMPLES } from './examples';
import { FindingsList } from './findings-list';
import type { Verdict } from './judge';
import { Judging } from './judging';
import { PicturePanel } from './picture-panel';
import { CHOICE_NAMES, CHOICES, Choice, choicesOf, fragmentOf, Settings } from './settings';
import { tabs } from './tabs';
import { TextPanel } from './text-panel';
import { showTheme, toggleTheme } from './theme';
import type { Answer } from './worker';

/** So long after a change the text is judged. */
const PAUSE_MS = 250;

const input = inputEditor(byId('input'), 'HKube spec or Kubernetes manifests', askSoon);
const findings = new FindingsList(({ line, column }) => input.goTo(line, column));
const manifest = new TextPanel('manifest', 'Manifest');
// Without a language it is not coloured.
const code = new TextPanel('code', 'Program in TypeScript', []);
const picture = new PicturePanel();
const judging = new Judging(show);
const selectOf = (name: Choice) => byId<HTMLSelectElement>(name);
let timer: ReturnType<typeof setTimeout> | undefined;

function choices(): Record<Choice, string> {
  return Object.fromEntries(CHOICE_NAMES.map((name) => [name, selectOf(name).value])) as Record<Choice, string>;
}

const settings = () => ({ ...choices(), schedule: byId<HTMLInputElement>('schedule').value }) as Settings;

function askSoon(): void {
  clearTimeout(timer);
  setBusy(true);
  timer = setTimeout(ask, PAUSE_MS);
}

function ask(): void {
  clearTimeout(timer);
  setBusy(true);
  const { text } = input;
  if (text.trim() === '') {
    judging.stop();
    show({ verdict: NOTHING });
    return;
  }
  byId('status').textContent = 'Checking…';
  byId('status').className = '';
  judging.ask({ text, settings: settings() });
}

const NOTHING: Verdict = { findings: [], errors: 0, warnings: 0, objects: 0, validated: 0, pods: [], noManifest: '' };

function show(answer: Answer): void {
  if ('bug' in answer) {
    say(`A bug in cdk8s-hkube: ${answer.bug}. Please report it, with the text if you can.`, 'error');
    return;
  }
  const { verdict } = answer;
  input.mark(verdict.findings);
  findings.show(verdict);
  manifest.show(verdict.manifest, verdict.noManifest);
  code.show(verdict.code, verdict.noCode);
  picture.show(verdict.pods);
  say(...summaryOf(verdict));
}

/** Whether the verdict shown is not yet the one of the text. */
function setBusy(isBusy: boolean): void {
  byId('status').setAttribute('aria-busy', String(isBusy));
}

function say(text: string, kind: string): void {
  setBusy(false);
  byId('status').textContent = text;
  byId('status').className = kind;
}

/** The verdict in one line, and how it looks. */
function summaryOf({ errors, warnings, objects, validated }: Verdict): [text: string, kind: string] {
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const of = `${count(objects, 'object')}, Kubernetes ${settings().version}`;
  const where = objects > 0 ? ` in ${of}` : '';
  if (found.length > 0) return [`${found.join(', ')}${where}`, errors > 0 ? 'error' : 'warning'];
  if (objects === 0) return ['Paste a spec or manifests, or begin with an example.', ''];
  if (validated < objects) return [`No errors, but only ${validated} of ${of} could be validated`, 'warning'];
  return [`Nothing wrong: ${of}`, 'fine'];
}

function fillChoices(): void {
  for (const name of CHOICE_NAMES) {
    selectOf(name).append(...CHOICES[name].map(([value, label]) => element('option', { value }, label)));
    selectOf(name).addEventListener('change', () => {
      history.replaceState(undefined, '', `#${fragmentOf(choices())}`);
      settingsChanged();
    });
  }
}

/** Takes the choices of the address. */
function readAddress(): void {
  for (const [name, value] of Object.entries(choicesOf(location.hash))) selectOf(name as Choice).value = value;
  settingsChanged();
}

function settingsChanged(): void {
  byId('schedule-label').hidden = selectOf('workload').value !== 'cronjob';
  ask();
}

function start(): void {
  fillChoices();
  tabs(byId('tabs'), (id) => picture.setVisible(id === 'tab-picture'));
  byId('examples').append(
    ...EXAMPLES.map(({ name, text }) => {
      const button = element('button', { type: 'button' }, name);
      button.addEventListener('click', () => input.replace(text));
      return button;
    }),
  );
  byId('schedule').addEventListener('input', askSoon);
  byId('clear').addEventListener('click', () => input.replace(''));
  byId('file').addEventListener('change', (event) => void open(event.target as HTMLInputElement));
  byId('copy-manifest').addEventListener('click', () => void copyText(manifest.text, 'The manifest'));
  byId('copy-code').addEventListener('click', () => void copyText(code.text, 'The program'));
  byId('copy-picture').addEventListener('click', () => void copyText(picture.text, 'The picture'));
  byId('theme').addEventListener('click', () => {
    toggleTheme();
    picture.draw();
  });
  window.addEventListener('hashchange', readAddress);
  showTheme();
  input.replace(EXAMPLES[0].text);
  readAddress();
}

async function open(chooser: HTMLInputElement): Promise<void> {
  const [file] = chooser.files ?? [];
  if (file) input.replace(await file.text());
  // The same file can be chosen again.
  chooser.value = '';
}

async function copyText(text: string, what: string): Promise<void> {
  const isCopied = await copy(text);
  byId('announcement').textContent = isCopied ? `${what} is copied` : `${what} cannot be copied: select its text`;
}

start();
