/** A client of a language server, as an editor has it: JSON-RPC over standard input and output. */

import { ChildProcess, spawn } from 'node:child_process';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: any;
  readonly result?: any;
}

export class LanguageServer {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (result: any) => void>();
  private readonly published = new Map<string, (diagnostics: any[]) => void>();
  private buffer = Buffer.alloc(0);
  private settings: object = {};
  private last = 0;

  constructor(command: string, args: readonly string[]) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout!.on('data', (chunk: Buffer) => this.read(chunk));
    this.child.on('error', (error) => {
      throw error;
    });
  }

  public async start(settings: object): Promise<void> {
    this.settings = settings;
    const capabilities = { workspace: { configuration: true }, textDocument: { completion: {} } };
    await this.request('initialize', { processId: process.pid, rootUri: null, capabilities });
    this.send({ method: 'initialized', params: {} });
    this.send({ method: 'workspace/didChangeConfiguration', params: { settings } });
  }

  /** What is marked in a text. */
  public async diagnosticsOf(text: string): Promise<any[]> {
    const uri = this.nextUri();
    const published = new Promise<any[]>((resolve) => this.published.set(uri, resolve));
    this.open(uri, text);
    return published;
  }

  /** The names that are offered at a place. */
  public async completionsAt(text: string, position: object): Promise<string[]> {
    const uri = this.nextUri();
    this.open(uri, text);
    const result = await this.request('textDocument/completion', { textDocument: { uri }, position });
    return (result.items ?? result).map(({ label }: { label: string }) => label);
  }

  public stop(): void {
    this.child.kill();
  }

  private nextUri = () => `file:///document-${++this.last}.yaml`;

  private open(uri: string, text: string): void {
    this.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
  }

  private async request(method: string, params: object): Promise<any> {
    const id = ++this.last;
    const answer = new Promise((resolve) => this.waiting.set(id, resolve));
    this.send({ id, method, params });
    return answer;
  }

  private send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private read(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      const [, length] = /Content-Length: (\d+)/i.exec(this.buffer.toString('utf8', 0, Math.max(end, 0))) ?? [];
      const whole = end + 4 + Number(length);
      if (end < 0 || length === undefined || this.buffer.length < whole) return;
      const message = JSON.parse(this.buffer.toString('utf8', end + 4, whole)) as Message;
      this.buffer = this.buffer.subarray(whole);
      this.receive(message);
    }
  }

  private receive({ id, method, params, result }: Message): void {
    if (method === undefined) {
      this.waiting.get(id!)?.(result);
    } else if (method === 'textDocument/publishDiagnostics') {
      this.published.get(params.uri)?.(params.diagnostics);
    } else if (id !== undefined) {
      // What servers ask their clients: settings, and things that need no answer.
      const settings = this.settings as Record<string, unknown>;
      const answer =
        method === 'workspace/configuration' ? params.items.map((item: any) => settings[item.section] ?? null) : null;
      this.send({ id, result: answer });
    }
  }
}
