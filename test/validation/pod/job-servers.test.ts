import { Validation } from '../../../src/apimachinery/finding';
import { JobMain, warnAboutServers } from '../../../src/validation/pod/job-servers';

const MAIN: JobMain = { name: 'a', hint: 'Use a native sidecar' };

/** The warnings: index of the container, and the reason. */
function found(containers: object[], main?: JobMain, pod: object = {}): string[] {
  const v = new Validation(37);
  warnAboutServers(v, { containers, ...pod }, 'spec', main);
  const hint = main?.hint ?? 'make it an init container with restartPolicy: Always, which ends with the others';
  return v.findings.map((each) => {
    expect(each).toMatchObject({ rule: 'WARN-JOB-SERVER', severity: 'warning', hint });
    expect(each.detail).toMatch(/^"proxy" .*: if it does not end by itself, this Job never ends$/);
    return `${each.path}${each.detail.slice(7, each.detail.indexOf(': if'))}`;
  });
}

const A = { name: 'a', command: ['bin/migrate'] };
const PROXY = { name: 'proxy', ports: [{ containerPort: 1 }] };
const run = (...command: string[]) => ({ name: 'proxy', command });

test.each<[string, object[], string[]]>([
  ['a port', [A, PROXY], ['spec.containers[1] looks like a server']],
  ['a probe', [{ name: 'proxy', readinessProbe: {} }, A], ['spec.containers[0] looks like a server']],
  ['tail', [A, run('sh', '-c', 'tail -n 5 -F /log')], ['spec.containers[1] runs "tail -n 5 -F"']],
  ['sleep', [A, run('sleep', 'infinity')], ['spec.containers[1] runs "sleep infinity"']],
  ['a loop', [A, run('sh', '-c', 'while true; do x; done')], ['spec.containers[1] runs "while true; do"']],
  [
    'a known proxy',
    [A, { name: 'proxy', image: 'gcr.io/x/cloud-sql-proxy:2@sha256:0', args: ['db'] }],
    ['spec.containers[1] runs cloud-sql-proxy, a server'],
  ],
  ['a loop that ends', [A, run('sh', '-c', 'while true; do x && break; done')], []],
  ['another program of such an image', [A, { ...run('psql'), image: 'postgres:16' }], []],
  ['an image that is not known', [A, { name: 'b', image: 'acme/postgres-dump:1' }], []],
  ['alone', [PROXY], []],
  ['all of them', [PROXY, PROXY], []],
  ['told to end', [{ ...A, command: ['sh', '-c', 'x; wget localhost:1/quitquitquit'] }, PROXY], []],
])('%s', (_, containers, expected) => expect(found(containers)).toEqual(expected));

test('containers that share processes can stop each other', () => {
  expect(found([A, PROXY], undefined, { shareProcessNamespace: true })).toEqual([]);
});

test.each<[string, object[], string[]]>([
  ['next to a server', [{ ...PROXY, name: 'a' }, PROXY], ['spec.containers[1] looks like a server']],
  [
    'by itself',
    [
      { ...A, ...PROXY, name: 'a' },
      { name: 'b', command: ['x'] },
    ],
    [],
  ],
  ['any program', [A, { name: 'b', image: 'acme/upload:1' }], []],
])('the main container is known: %s', (_, containers, expected) => expect(found(containers, MAIN)).toEqual(expected));
