import { ourReasons } from './pod-security';
import { makePod } from './secure-pods';
import { decode } from '../../src/apimachinery/decode';
import { Validation } from '../../src/apimachinery/finding';
import { kindType, NEWEST_MINOR } from '../../src/apimachinery/schema';

const COUNT = 600;

test('the same seed and number make the same pod', () => {
  const text = (seed: number, number: number) => JSON.stringify(makePod(seed, number));
  for (let number = 0; number < 20; number++) expect(text(1, number)).toBe(text(1, number));
  expect(text(1, 1)).not.toBe(text(2, 1));
});

test('some pods pass and some fail each check, before and after the version that changed it', () => {
  const broken = new Set<string>();
  const kept = { baseline: 0, restricted: 0 };
  for (let number = 0; number < COUNT; number++) {
    for (const level of ['baseline', 'restricted'] as const) {
      const reasons = new Map([28, NEWEST_MINOR].map((minor) => [minor, ourReasons(makePod(1, number), level, minor)]));
      for (const [minor, found] of reasons) for (const reason of found) broken.add(`${level} ${minor} ${reason}`);
      if ([...reasons.values()].every((found) => found.length === 0)) kept[level]++;
    }
  }
  const baseline = [
    'forbidden AppArmor profile',
    'host namespaces',
    'hostPort',
    'privileged',
    'procMount',
    'seLinuxOptions',
    'seccompProfile',
    'forbidden sysctls',
    'hostProcess',
  ];
  const restricted = [
    'allowPrivilegeEscalation != false',
    'unrestricted capabilities',
    'restricted volume types',
    'runAsNonRoot != true',
    'runAsUser=0',
  ];
  expect([...broken].sort()).toEqual(
    [28, NEWEST_MINOR]
      .flatMap((minor) => {
        const both = [...baseline, ...(minor === 28 ? [] : ['probe or lifecycle host'])];
        return [
          ...[...both, 'non-default capabilities', 'hostPath volumes'].map((reason) => `baseline ${minor} ${reason}`),
          ...[...both, ...restricted].map((reason) => `restricted ${minor} ${reason}`),
        ];
      })
      .sort(),
  );
  expect(kept.baseline).toBeGreaterThan(COUNT / 4);
  expect(kept.restricted).toBeGreaterThan(COUNT / 10);
});

test('their fields exist in the API', () => {
  const v = new Validation(NEWEST_MINOR);
  for (let number = 0; number < 300; number++) decode(v, makePod(1, number), kindType('v1', 'Pod', NEWEST_MINOR)!);
  expect(v.findings.filter(({ type }) => type !== 'Dropped field')).toEqual([]);
});
