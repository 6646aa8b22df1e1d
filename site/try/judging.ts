/** The worker, seen from the page: the latest question gets an answer, others are dropped. */

import type { Answer, Question } from './worker';

/** The worker as a script. The build puts it here: a page of a folder may not load one from a file. */
declare const WORKER_SCRIPT: string;

export class Judging {
  private worker?: Worker;
  private isBusy = false;

  constructor(private readonly onAnswer: (answer: Answer) => void) {}

  public ask(question: Question): void {
    // An answer to an older question would be of no use.
    this.stop();
    this.worker ??= this.start();
    this.isBusy = true;
    this.worker.postMessage(question);
  }

  private start(): Worker {
    const url = URL.createObjectURL(new Blob([WORKER_SCRIPT], { type: 'text/javascript' }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.isBusy = false;
      this.onAnswer(data);
    };
    worker.onerror = ({ message }) => {
      this.stop();
      this.onAnswer({ bug: message });
    };
    return worker;
  }

  /** There will be no answer to what was asked. */
  public stop(): void {
    if (!this.isBusy) return;
    this.worker?.terminate();
    this.worker = undefined;
    this.isBusy = false;
  }
}
