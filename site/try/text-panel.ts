/** A panel with a text that came out, or why there is none. */

import type { Extension } from '@codemirror/state';
import { byId } from './dom';
import { outputEditor } from './editor';

export class TextPanel {
  public text = '';
  private readonly showText: (text: string) => void;

  /** @param id of the part with the text; other parts are named after it */
  constructor(
    private readonly id: string,
    label: string,
    language?: Extension,
  ) {
    this.showText = outputEditor(byId(`${id}-text`), label, language);
  }

  public show(text: string | undefined, reason = ''): void {
    byId(this.id).hidden = text === undefined;
    byId(`no-${this.id}`).hidden = text !== undefined;
    byId(`no-${this.id}`).textContent = reason;
    if (text !== this.text) this.showText(text ?? '');
    this.text = text ?? '';
  }
}
