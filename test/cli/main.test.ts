import { run, SPEC } from './run';
import { main } from '../../src/cli/main';

const FILES = { 'print.json': JSON.stringify(SPEC) };

describe('help and version', () => {
  test.each([[['--help']], [['synth', '--help']], [['diagram', '--help']], [['validate', '-h']], [['help', 'synth']]])(
    '%j goes to standard output',
    async (argv) => {
      const { code, out, err } = await run(argv);
      expect(out).toMatch(/^Usage: cdk8s-hkube/);
      expect(out).toContain('Examples:\n  cdk8s-hkube');
      expect(err).toBe('');
      expect(code).toBe(0);
    },
  );

  test('the help names all options and explains the exit codes', async () => {
    const { out } = await run(['synth', '--help']);
    for (const option of [
      '--outdir',
      '--workload',
      '--schedule',
      '--namespace',
      '--kubernetes-version',
      '--feature-gates',
      '--cluster-options',
      'Exit codes: 0',
    ]) {
      expect(out).toContain(option);
    }
    for (const option of ['-o, --output', '--kubernetes-version', '--warnings-as-errors', 'Exit codes: 0']) {
      expect((await run(['validate', '--help'])).out).toContain(option);
    }
  });

  test('the version is that of package.json', async () => {
    const { code, out } = await run(['--version']);
    expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
    expect(code).toBe(0);
  });
});

describe('wrong use has exit code 2 and a line with what to do', () => {
  test.each<[string[], string]>([
    [[], 'Usage: cdk8s-hkube'],
    [['synt', 'print.json'], "error: unknown command 'synt'\n(Did you mean synth?)"],
    [['synth'], "error: missing required argument 'FILE'\n(--help tells more)"],
    [['validate'], "error: missing required argument 'FILE'"],
    [
      ['validate', 'print.json', '--kubernets-version', '1.30'],
      "error: unknown option '--kubernets-version'\n(Did you mean --kubernetes-version?)",
    ],
    [
      ['validate', 'print.json', '--kubernetes-version', '1.2'],
      'error: --kubernetes-version 1.2: versions are 1.28 to 1.37\n',
    ],
    [
      ['validate', 'print.json', '--feature-gates', 'WorkloadWithJobs=true'],
      'error: --feature-gates WorkloadWithJobs: not a feature gate of Kubernetes 1.28 to 1.37. ' +
        'Did you mean "WorkloadWithJob"?\n',
    ],
    [
      ['diff', 'a', 'b', '--kubernetes-version', '1.34', '--feature-gates', 'JobSuccessPolicy=false'],
      'error: --feature-gates JobSuccessPolicy: Kubernetes 1.34 has it always on, and does not start otherwise. ' +
        'Remove it\n',
    ],
    [
      ['validate', 'a', '--kubernetes-version', '1.30..1.34', '--feature-gates', 'WorkloadWithJob=true'],
      'error: --feature-gates WorkloadWithJob: Kubernetes 1.34 does not have this feature gate: ' +
        '1.36 to 1.37 have it\n',
    ],
    [
      ['validate', 'a', '--kubernetes-version', '1.34..1.37', '--feature-gates', 'WorkloadWithJob=true'],
      'error: --feature-gates WorkloadWithJob: WorkloadWithJob needs GenericWorkload, which is off: ' +
        'Kubernetes 1.36 does not start. Turn on GenericWorkload, too\n',
    ],
    [
      ['synth', 'print.json', '--feature-gates', 'WorkloadWithJob'],
      'error: --feature-gates WorkloadWithJob: write NAME=true or NAME=false, with commas between them\n',
    ],
    [
      ['synth', 'print.json', '--kubernetes-version', 'latest'],
      'error: --kubernetes-version latest: versions are 1.28 to 1.37\n',
    ],
    [
      ['validate', 'print.json', '--output', 'xml'],
      "error: option '-o, --output <FORMAT>' argument 'xml' is invalid. Allowed choices are text, json, junit, " +
        'sarif, github.',
    ],
    [
      ['synth', 'print.json', '--workload', 'batch'],
      "error: option '-w, --workload <KIND>' argument 'batch' is invalid. Allowed choices are job, cronjob, " +
        'deployment, statefulset, daemonset, pod, hkube.',
    ],
    [
      ['synth', 'print.json', '--workload', 'cronjob'],
      'error: --workload cronjob needs a --schedule, such as "0 3 * * *"\n',
    ],
    [['synth', 'print.json', '--schedule', '@daily'], 'error: --schedule is for --workload cronjob only\n'],
    [
      ['synth', 'print.json', '-w', 'cronjob', '--schedule', '* * *'],
      'error: --schedule "* * *": expected exactly 5 fields, found 3: [* * *]. Write five fields, such as "0 3 ' +
        '* * *"\n',
    ],
    [['synth', 'print.json', '--namespace', 'A_B'], 'error: --namespace "A_B": a lowercase RFC 1123 label'],
    [['synth', 'print.json', '--cluster-options', 'x.yaml'], 'error: --cluster-options is for --workload hkube only\n'],
    [['synth', 'print.json', '-w', 'hkube', '--cluster-options', 'x.yaml'], 'error: x.yaml: no such file (from '],
    [['synth', 'print.json', '-w', 'hkube', '--cluster-options', '.'], 'error: --cluster-options .: name one file\n'],
    [
      ['synth', '-', '-w', 'hkube', '--cluster-options', '-'],
      'error: standard input holds either the specs or the --cluster-options: name a file for one of them\n',
    ],
    [
      ['synth', 'print.json', '--outdir', ''],
      'error: --outdir needs the name of a directory; "." is the working directory\n',
    ],
    [['synth', 'a\u001b[31m\nb'], 'error: a\\u001b[31m\\nb: no such file (from '],
    [['synth', 'pint.json'], 'error: pint.json: no such file (from '],
    [['validate', '*.yaml'], 'error: *.yaml: no file matches this pattern (from '],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run(argv, { files: FILES });
    expect(err.slice(0, message.length)).toBe(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

test('a bug of ours is reported without a stack trace', async () => {
  let err = '';
  const code = await main(['validate', '-'], {
    stdin: (async function* () {
      yield '{}';
    })(),
    stdout: {
      write: () => {
        throw new TypeError('x is undefined');
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    cwd: '/',
  });
  expect(err).toBe('error: a bug in cdk8s-hkube: x is undefined\nPlease report it, with the file if you can.\n');
  expect(code).toBe(2);
});
