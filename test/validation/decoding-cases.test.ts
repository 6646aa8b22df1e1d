import { decodingLine, haveKinds, RECORDED_MINORS, runDecodingCases } from './decoding-cases';

// They lie where the cases of cases.test.ts do.
const whenRecorded = haveKinds() ? RECORDED_MINORS : [];
if (whenRecorded.length === 0) process.stderr.write('No recorded verdicts on all kinds: nothing to compare with.\n');

for (const minor of whenRecorded) {
  test(`all kinds are decoded as the API server of 1.${minor} does`, () => {
    const summary = runDecodingCases(minor);
    process.stdout.write(`1.${minor} ${decodingLine(summary)}\n`);
    expect(summary.falseRefusals).toEqual([]);
    expect(summary.missed).toEqual([]);
    expect(summary.samePath).toBe(summary.undecodable);
  }, 60_000);
}

test('newer and older versions are compared', () => {
  expect(RECORDED_MINORS).toEqual([31, 34, 35, 37]);
});
