/** The editors of the page: one for the input, and others that show what came out. */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Diagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { ShownFinding } from './judge';

/** Longer texts are not coloured: to parse them again after each change takes too long. */
const MAX_COLOURED = 500_000;

export interface Input {
  readonly text: string;
  replace(text: string): void;
  /** Marks the places of findings. */
  mark(findings: readonly ShownFinding[]): void;
  goTo(line: number, column: number): void;
}

/** An editor for the input, in an element. It calls `onChange` after each change. */
export function inputEditor(parent: HTMLElement, label: string, onChange: () => void): Input {
  const language = new Compartment();
  let current: Language;
  const view = new EditorView({
    parent,
    extensions: [
      ...common(label),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      lintGutter(),
      language.of([]),
      keymap.of([
        { key: 'F8', run: nextDiagnostic },
        { key: 'Shift-F8', run: previousDiagnostic },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged) return;
        const next = languageOf(state);
        if (next !== current) {
          current = next;
          // Not within the update that is going on.
          queueMicrotask(() => view.dispatch({ effects: language.reconfigure(LANGUAGES[next]()) }));
        }
        onChange();
      }),
    ],
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      view.dispatch({ selection: { anchor: 0 }, scrollIntoView: true });
    },
    mark: (findings) => view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state, findings))),
    goTo: (line, column) => {
      const anchor = offsetOf(view.state, line, column);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
  };
}

/** An editor that shows a text, in an element. Answers with what replaces the text. */
export function outputEditor(parent: HTMLElement, label: string, language: Extension = yaml()): (text: string) => void {
  const view = new EditorView({
    parent,
    extensions: [
      ...common(label),
      language,
      EditorState.readOnly.of(true),
      // No keyboard on the screen of a phone.
      EditorView.contentAttributes.of({ inputmode: 'none' }),
    ],
  });
  return (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

const common = (label: string): Extension[] => [
  lineNumbers(),
  syntaxHighlighting(classHighlighter),
  highlightSpecialChars(),
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off' }),
];

const LANGUAGES = { none: () => [], json: () => json(), yaml: () => yaml() };
type Language = keyof typeof LANGUAGES;

function languageOf({ doc }: EditorState): Language {
  if (doc.length > MAX_COLOURED) return 'none';
  return /^\s*[[{]/.test(doc.sliceString(0, 1000)) ? 'json' : 'yaml';
}

/** The end of what is marked: of a word, of a text in quotes, or else of one character. */
const MARKED = /"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,{}[\]]+|./y;

function diagnosticsOf(state: EditorState, findings: readonly ShownFinding[]): Diagnostic[] {
  return findings.map(({ line, column, severity, rule, message }) => {
    const from = offsetOf(state, line, column);
    const { text, from: start, to: end } = state.doc.lineAt(from);
    MARKED.lastIndex = from - start;
    const [marked = ''] = MARKED.exec(text) ?? [];
    return { from, to: Math.min(end, from + marked.length), severity, message: `${message} (${rule})` };
  });
}

/** The position of a line and a column, which count from 1; columns count as the reader of the text does. */
function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + Math.max(column, 1) - 1, to);
}
