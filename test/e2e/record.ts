/**
 * A recorded run of the fuzzer: manifests, and what a server answered. They can be compared with the rules again where
 * there is no server.
 */
import { readFileSync, writeFileSync } from 'fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'zlib';
import { Format } from './cluster';
import { Evidence } from './judge';
import { Answer } from './transport';

/** The run: `gitVersion` as the server reports it. */
export interface RecordHeader {
  readonly server: string;
  readonly minor: number;
  readonly seed: number;
  readonly count: number;
}

export interface RecordRow {
  readonly number: number;
  readonly format: Format;
  readonly manifest: any;
  readonly evidence: Evidence;
}

/** What is kept of an answer; of a long complaint its beginning. */
interface ShortAnswer {
  readonly code: number;
  /** What the server complains about, each as `[field, message]`, or its message. */
  readonly causes?: ReadonlyArray<readonly [field: string, message: string]>;
  readonly message?: string;
}

const LENGTH = 240;

function shortAnswer({ code, body }: Answer): ShortAnswer {
  if (code < 300) return { code };
  const causes: any[] = (body?.details?.causes ?? []).filter(({ field }: any) => field);
  if (causes.length === 0) return { code, message: shortMessage(String(body?.message ?? '')) };
  return { code, causes: causes.map(({ field, message }) => [field, shortMessage(message)]) };
}

/** A value may be long: what is said of it stands behind it. */
const shortMessage = (message: string) =>
  message
    .replace(/"(?:[^"\\]|\\.){60,}"/g, (value) => `${value.slice(0, 50)}…"`)
    .split('\n')[0]
    .slice(0, LENGTH);

const fullAnswer = ({ code, causes = [], message }: ShortAnswer): Answer => ({
  code,
  body: { message, details: { causes: causes.map(([field, text]) => ({ field, message: text })) } },
});

/** Rows of one kind stand together, as they are compressed best so. */
export function writeRecord(file: string, header: RecordHeader, rows: readonly RecordRow[]): void {
  const key = ({ manifest, number }: RecordRow) => `${manifest.apiVersion} ${manifest.kind} ${1e9 + number}`;
  const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = sorted.map(({ number, format, manifest, evidence: { answer, losses, podAnswer } }) =>
    JSON.stringify({
      number,
      format: format === 'yaml' ? format : undefined,
      manifest,
      answer: shortAnswer(answer),
      lost: losses.lost.length > 0 ? losses.lost : undefined,
      hollow: losses.hollow.length > 0 ? losses.hollow : undefined,
      pod: podAnswer && shortAnswer(podAnswer),
    }),
  );
  const text = [JSON.stringify(header), ...lines].join('\n');
  const params = {
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  };
  writeFileSync(file, brotliCompressSync(text, { params }));
}

export function readRecord(file: string): { header: RecordHeader; rows: RecordRow[] } {
  const [header, ...lines] = brotliDecompressSync(readFileSync(file)).toString().split('\n');
  const rows = lines.map((line): RecordRow => {
    const { number, format = 'json', manifest, answer, lost = [], hollow = [], pod } = JSON.parse(line);
    const evidence = { answer: fullAnswer(answer), losses: { lost, hollow }, podAnswer: pod && fullAnswer(pod) };
    return { number, format, manifest, evidence };
  });
  return { header: JSON.parse(header), rows };
}
