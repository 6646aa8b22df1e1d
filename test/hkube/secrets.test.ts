import { App, Chart, Testing } from 'cdk8s';
import { HkubeAlgorithm, HkubeRegistration, HkubeWorkerJob, HkubeSpec } from '../../src';
import { captureStderr } from '../fixtures/stderr';

/**
 * Secrets in every place that a spec has for them, and in the places where they are put by mistake: no message shows
 * one.
 */
const SECRET = 'hunter2-s3cr3t';
const URL = `https://me:${SECRET}@git.acme.io/print`;
const sideCar = (container: object, more: object = {}) => ({
  sideCars: [{ container: { name: 'sc', image: 'busybox:1', ...container }, ...more }],
});
const variables = (value: unknown) => ({ PASSWORD: value, apiKey: value, 'A B': value });

const WRONG: readonly unknown[] = [
  SECRET,
  [SECRET],
  { a: SECRET },
  { valueFrom: SECRET },
  { secretKeyRef: SECRET },
  { secretKeyRef: { name: 's', key: 'k', more: SECRET } },
];

const SPECS: readonly object[] = [
  ...WRONG.flatMap((value) => [
    { gitRepository: { url: 'https://git.acme.io/print', token: value, nope: value } },
    { gitRepository: { url: value } },
    { gitRepository: { url: 'https://git.acme.io/print', commit: value } },
    { algorithmEnv: variables(value), workerEnv: variables(value), ...sideCar({}, { environments: variables(value) }) },
    { algorithmEnv: value, workerEnv: value, annotations: value },
    sideCar({
      env: [
        { name: 'PASSWORD', value },
        { name: 'PASSWORD', value: SECRET, valueFrom: value },
        { name: 'TOKEN', vaule: value },
        { value },
      ],
    }),
    { dependencyInstallCmd: value, fileInfo: value, auditTrail: value, version: value, userInfo: value },
    { token: value, password: value, unknown: value },
    { annotations: { token: value } },
  ]),
  ...[URL, `me:${SECRET}@h/x`, `ssh://me:${SECRET}@h/x`, `https://git.acme.io/print?token=${SECRET}`].map((url) => ({
    gitRepository: { url, nope: 1 },
  })),
  { algorithmImage: URL },
  { workerImage: URL },
  sideCar({ image: URL }),
  sideCar({ args: [`--password=${SECRET}`, 5, { token: SECRET }] }),
  sideCar({ command: `curl -H "Authorization: ${SECRET}"` }),
  sideCar({
    livenessProbe: { httpGet: { path: '/', port: 99999, httpHeaders: [{ name: 'no name', value: SECRET }] } },
  }),
  {
    volumes: [
      { name: 'v', csi: { driver: '', volumeAttributes: { password: SECRET, more: 5 } } },
      { name: 'v', flexVolume: { driver: '', options: { password: SECRET } } },
    ],
  },
  {
    mounts: [{ pvcName: 'data', path: '/my-data', token: SECRET }],
    kaiObject: { queue: 'q', token: SECRET },
    options: { token: SECRET },
  },
];

/** All that is said at synth. */
function said(build: (chart: Chart) => void): string {
  let message = '';
  const printed = captureStderr(() => {
    const chart = new Chart(new App(), 'chart');
    try {
      build(chart);
      Testing.synth(chart);
    } catch (e) {
      message = (e as Error).message;
    }
  });
  return [message, ...printed].join('\n');
}

test.each(SPECS)('%j', (fields) => {
  const spec = { name: 'print', algorithmImage: 'docker.io/acme/print:1', ...fields };
  const all = [
    said((chart) => new HkubeAlgorithm(chart, 'a', { spec })),
    said((chart) => HkubeSpec.of(new HkubeAlgorithm(chart, 'a', { spec })).toJson()),
    said((chart) => new HkubeWorkerJob(chart, 'a', { spec })),
    said((chart) => new HkubeRegistration(chart, 'a', { spec, endpoint: `http://me:${SECRET}@h/api/v1` })),
    said(
      (chart) =>
        new HkubeRegistration(chart, 'a', {
          algorithm: new HkubeAlgorithm(new Chart(new App(), 'b'), 'b', { spec }),
          endpoint: 'http://h/api/v1',
        }),
    ),
  ];
  expect(all[3]).toContain('endpoint: ');
  expect(all.join('\n')).not.toContain(SECRET);
});
