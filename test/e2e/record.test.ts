import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { complaints } from './judge';
import { readRecord, RecordRow, writeRecord } from './record';

const NO_LOSSES = { lost: [], hollow: [] };
const row = (number: number, kind: string, rest: Partial<RecordRow>): RecordRow => ({
  number,
  format: 'json',
  manifest: { apiVersion: 'v1', kind },
  evidence: { answer: { code: 201, body: { kind } }, losses: NO_LOSSES },
  ...rest,
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'record-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a recorded answer is judged again', () => {
  const header = { server: 'v1.37.2', minor: 37, seed: 3, count: 3 };
  const refused = {
    code: 422,
    body: {
      message: 'is invalid',
      details: {
        causes: [
          { field: 'spec', message: `Invalid value: "${'x'.repeat(500)}": no` },
          { field: '', message: 'of the whole' },
        ],
      },
    },
  };
  const file = join(folder, 'record');
  writeRecord(file, header, [
    row(2, 'Service', { format: 'yaml', evidence: { answer: refused, losses: NO_LOSSES } }),
    row(1, 'Service', { evidence: { answer: { code: 400, body: { message: 'bad' } }, losses: NO_LOSSES } }),
    row(3, 'Job', {
      evidence: {
        answer: { code: 201, body: {} },
        losses: { lost: ['spec.a'], hollow: ['spec.b'] },
        podAnswer: refused,
      },
    }),
  ]);
  const read = readRecord(file);
  expect(read.header).toEqual(header);
  expect(read.rows.map(({ number, format, manifest }) => [number, format, manifest.kind])).toEqual([
    [3, 'json', 'Job'],
    [1, 'json', 'Service'],
    [2, 'yaml', 'Service'],
  ]);
  const [job, bad, service] = read.rows.map(({ evidence }) => evidence);
  expect(job.losses).toEqual({ lost: ['spec.a'], hollow: ['spec.b'] });
  expect(complaints(bad.answer)).toEqual(['400: bad']);
  for (const answer of [job.podAnswer!, service.answer]) {
    const [text, ...others] = complaints(answer);
    expect(others).toEqual([]);
    expect(text).toMatch(/^spec: Invalid value: "x{49}…": no$/);
  }
});
