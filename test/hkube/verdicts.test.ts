import * as fs from 'node:fs';
import * as path from 'node:path';
import { typeAndDetail, Validation } from '../../src/apimachinery/finding';
import { readSpec } from '../../src/hkube/read-spec';

/**
 * Verdicts of HKube's own API, one a line: `{spec} => OK …` or `=> ERR message`. They are no part of the project:
 * without them there is nothing to compare.
 */
const file = path.join(
  process.env.CDK8S_HKUBE_CASES ?? path.join(__dirname, '../../../shared/cases'),
  'hkube-validation.txt',
);
const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
const verdicts = lines.flatMap((line) => {
  const match = /^(\{.*\}) => (OK|ERR|\{)(.*)$/.exec(line);
  return match ? [{ line, input: JSON.parse(match[1]) as object, isRefused: match[2] === 'ERR' }] : [];
});

/** Where we differ, by what we say, and why. */
const STRICTER: readonly RegExp[] = [
  /^sideCars\[0\].container: Required/, // 5.1
  /^sideCars\[0\].container.name: Invalid value: "(worker|algorunner)"/, // 5.7
  /^sideCars\[0\].(name|volumes): Unknown field/, // ignored by HKube: lost
  /environments\[A\]|algorithmEnv\[A\]/, // 5.14, 5.33
  /^kaiObject.fraction/, // the scheduler's admission refuses it
  /^securityContext/, // 5.14, 5.29
  /^workerCustomResources.requests.memory: Invalid value/, // a request above its limit
  /^unknownField: Unknown field/, // stored by HKube, read by nobody
  /^(name|mounts\[0\].pvcName): Invalid value: "a(\.\.|\\\\)b"/, // a name that Kubernetes refuses
  /^mem: Invalid value: "Mi"/, // NaN to HKube
];

const found = verdicts.length > 0 ? verdicts : [{ line: `no ${file}: nothing compared`, input: {}, isRefused: false }];

test.each(found)('$line', ({ input, isRefused }) => {
  if (verdicts.length === 0) return;
  const v = new Validation(37);
  readSpec(
    'name' in input || 'algorithmImage' in input ? input : { name: 'eval-alg', algorithmImage: 'hkube/x', ...input },
    v,
  );
  const errors = v.findings
    .filter(({ severity }) => severity === 'error')
    .map((error) => `${error.path}: ${typeAndDetail(error)}`);
  if (isRefused) {
    // Kubernetes takes it: a warning will do (5.27, 5.32).
    expect(errors.length > 0 || v.findings.some(({ rule }) => rule === 'HKUBE-REFUSES')).toBe(true);
  } else {
    expect(errors.filter((error) => !STRICTER.some((pattern) => pattern.test(error)))).toEqual([]);
  }
});
