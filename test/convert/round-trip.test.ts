import * as fc from 'fast-check';
import { renderSpec } from '../../src/hkube/render-spec';
import { PLAIN_WORKLOADS } from '../../src/hkube/rendered-spec';
import {
  acceptedWorkloads,
  chartsOf,
  isSameObject,
  objectsOf,
  programOfRecorded,
  programOfSpec,
  SOME,
} from '../fixtures/converted';
import { typeProblemsOf } from '../fixtures/doc-blocks';
import { HKUBE_SPECS } from '../fixtures/hkube-specs';

const accepted = acceptedWorkloads(SOME);

/** cdk8s prints no object with a key of this name. */
const isPrintable = (manifest: unknown) => !JSON.stringify(manifest).includes('"constructor":');

test.each(['Job', 'CronJob', 'Deployment', 'StatefulSet', 'DaemonSet', 'Pod'])(
  'the code declares the same manifest: %s',
  (kind) => {
    const rows = accepted.filter(({ manifest }) => manifest.kind === kind && isPrintable(manifest));
    expect(rows.length).toBeGreaterThan(10);
    const charts = chartsOf(programOfRecorded(rows, 'typescript'));
    const different = rows.filter(({ number, manifest }) => {
      const objects = charts.get(String(number)) ?? [];
      return objects.length !== 1 || !isSameObject(manifest, objects[0]);
    });
    expect(different.map(({ number }) => number)).toEqual([]);
  },
  300_000,
);

test('the code type-checks', () => {
  // Our type requires more of it than a server that drops it, as all do by default.
  const rows = accepted.filter(({ manifest }) => !JSON.stringify(manifest).includes('"evictionResponders"'));
  expect(typeProblemsOf([programOfRecorded(rows, 'typescript')])).toEqual([]);
}, 300_000);

test.each(PLAIN_WORKLOADS)('the code of a spec declares what synth renders: %s', (kind) => {
  const schedule = kind === 'cronjob' ? '@daily' : undefined;
  fc.assert(
    fc.property(HKUBE_SPECS, (spec) => {
      const { manifest, service, findings } = renderSpec(spec, { workload: kind, schedule });
      // Others are reported, and not converted.
      fc.pre(findings.every(({ severity }) => severity !== 'error'));
      expect(objectsOf(programOfSpec(spec, { kind, schedule }))).toEqual(service ? [manifest, service] : [manifest]);
    }),
  );
});
