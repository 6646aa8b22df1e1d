import { haveCases, runCases, summaryLine, VERSIONS } from './cases';

// The recorded verdicts lie beside the project, in ../shared/cases, or where CDK8S_HKUBE_CASES points.
const whenRecorded = haveCases() ? VERSIONS : [];
if (whenRecorded.length === 0) process.stderr.write('No recorded verdicts: nothing to compare the rules with.\n');

for (const minor of whenRecorded) {
  test(`the rules agree with the API server of 1.${minor}`, () => {
    for (const [name, summary] of Object.entries(runCases(minor))) {
      if (summary.cases === 0) continue;
      process.stdout.write(`1.${minor} ${summaryLine(name, summary)}\n`);
      expect(summary.disagreements.filter(({ problem }) => problem !== 'other path')).toEqual([]);
      expect(summary.samePath).toBeGreaterThanOrEqual(summary.paths * 0.99);
    }
  }, 60_000);
}

test('every version from 1.28 to 1.37 is compared', () => {
  expect(VERSIONS).toEqual([28, 29, 30, 31, 32, 33, 34, 35, 36, 37]);
});
