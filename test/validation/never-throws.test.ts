import { allKinds, NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { judgeUpdate } from '../../src/validation/update/validate-update';
import { hasRules, validateManifest } from '../../src/validation/validate';
import { generateOf } from '../e2e/generate';
import { samplesOf } from '../e2e/samples';
import { allPaths, edit, REMOVED } from '../e2e/tree';

const kinds = allKinds(NEWEST_MINOR).filter(([apiVersion, kind]) => hasRules(apiVersion, kind));

/** Every version answers, and each finding says where it is; the size is the whole object's. */
function answers(manifest: any, minor: number): boolean {
  return validateManifest(manifest, minor).every(
    ({ rule, path }) => rule === 'WARN-APPLY-SIZE' || (rule !== '' && path !== ''),
  );
}

test('samples of all kinds with rules exist', () =>
  expect(kinds.filter(([apiVersion, kind]) => samplesOf(apiVersion, kind).length === 0)).toEqual([]));

test.each(kinds)('%s %s is validated without any of its fields, or with null in place of it', (apiVersion, kind) => {
  for (const sample of samplesOf(apiVersion, kind)) {
    for (const path of allPaths(sample)) {
      for (const change of [REMOVED, null, {}, []]) {
        expect(
          answers(
            edit(sample, path, () => change),
            NEWEST_MINOR,
          ),
        ).toBe(true);
      }
    }
  }
});

test('samples of all kinds are validated after random changes', () => {
  for (let number = 1; number <= 3000; number++) {
    const manifest = generateOf(kinds, 0, number, NEWEST_MINOR);
    const minor = OLDEST_MINOR + (number % (NEWEST_MINOR - OLDEST_MINOR + 1));
    expect({ number, answers: answers(manifest, minor) }).toEqual({ number, answers: true });
  }
});

test('a Job with manualSelector and a template without metadata is validated', () => {
  for (const metadata of [undefined, null, {}, { labels: null }]) {
    const spec = { manualSelector: true, selector: { matchLabels: { a: 'b' } }, template: { metadata, spec: {} } };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec };
    expect(answers(job, NEWEST_MINOR)).toBe(true);
  }
});

test('updates are validated if a field is missing in one of the objects', () => {
  const isOfUpdate = (path: readonly unknown[]) => path.length > 0 && path.length < 3;
  for (const [apiVersion, kind] of kinds) {
    const sample = samplesOf(apiVersion, kind)[0];
    for (const path of allPaths(sample).filter(isOfUpdate)) {
      const other = edit(sample, path, () => null);
      for (const [old, manifest] of [
        [sample, other],
        [other, sample],
      ]) {
        const { findings } = judgeUpdate(old, manifest, { minor: NEWEST_MINOR }, 'replace');
        expect(findings.every(({ rule }) => rule !== '')).toBe(true);
      }
    }
  }
});
