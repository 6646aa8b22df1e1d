import { haveKinds, RECORDED_MINORS } from './decoding-cases';
import { kindLine, recordedKinds, runKindCases } from './kind-cases';
import { hasRules } from '../../src/validation/validate';

// They lie where the cases of cases.test.ts do.
const whenRecorded = haveKinds() ? RECORDED_MINORS : [];
const kinds = haveKinds() ? recordedKinds().filter((kind) => hasRules(...(kind.split(' ') as [string, string]))) : [];
if (whenRecorded.length === 0) process.stderr.write('No recorded verdicts on all kinds: nothing to compare with.\n');

for (const minor of whenRecorded) {
  test(`what has rules is refused as the API server of 1.${minor} does`, () => {
    for (const kind of kinds) {
      const summary = runKindCases(minor, kind);
      process.stdout.write(`${kindLine(kind, minor, summary)}\n`);
      const { falseAccepts, falseRefusals, otherPath, otherChanges, otherWarnings } = summary;
      expect({ kind, falseAccepts, falseRefusals, otherPath, otherChanges, otherWarnings }).toEqual({
        kind,
        falseAccepts: [],
        falseRefusals: [],
        otherPath: [],
        otherChanges: [],
        otherWarnings: [],
      });
    }
  }, 60_000);
}

test('newer and older versions are compared', () => {
  expect(RECORDED_MINORS).toEqual([31, 34, 35, 37]);
});
