/** Judges texts off the main thread, so that large ones don't freeze the page. */

import { judge, type Verdict } from './judge';
import type { Settings } from './settings';

export interface Question {
  readonly text: string;
  readonly settings: Settings;
}

export type Answer = { readonly verdict: Verdict } | { readonly bug: string };

function answer({ text, settings }: Question): Answer {
  try {
    return { verdict: judge(text, settings) };
  } catch (error) {
    return { bug: String(error) };
  }
}

self.onmessage = ({ data }: MessageEvent<Question>) => self.postMessage(answer(data));
