import { strict as assert } from 'assert';
import { LAST_MESSAGE, UNTIL_STOPPED } from './scripts';
import { Algorithm, AlgorithmProps, SharedVolume, SideCarMode } from '../../../src';
import { main } from '../../../src/cli/main';
import { apiVersionOf } from '../namespace';
import { Scenario, Stage } from '../scenario';

type Declare = (name: string, props?: Partial<AlgorithmProps>) => Algorithm;

/** What goes wrong: how it comes about, and what explain says of it. */
interface Mistake {
  readonly declare: (declare: Declare, stage: Stage) => void;
  readonly says: readonly RegExp[];
}

const MISTAKES: Record<string, Mistake> = {
  'an image that is not there': {
    declare: (declare) => declare('wrong-image').addSideCar('web', { image: 'registry.invalid/acme/web:1' }),
    says: [
      /^Job wrong-image: container "web" \(SideCar\): image cannot be pulled: /,
      /^ +change +SideCar "web" of Algorithm "wrong-image", image: /,
    ],
  },
  'a sidecar that fails on start-up': {
    declare: (declare, stage) =>
      declare('fails-on-start', { pod: { restartPolicy: 'OnFailure' } }).addSideCar('proxy', {
        ...stage.script(`echo "there is no proxy.conf" > ${LAST_MESSAGE}`, 'exit 3'),
        startupProbe: { exec: { command: ['true'] }, initialDelaySeconds: 10 },
      }),
    says: [
      /^Job fails-on-start: container "proxy" \(SideCar\): fails on start-up: exit code 3$/,
      /^ +message +there is no proxy\.conf$/,
      /^ +change +SideCar "proxy" of /,
    ],
  },
  'insufficient resources': {
    declare: (declare) => declare('too-large', { resources: { requests: { cpu: '500' }, limits: { cpu: '500' } } }),
    says: [
      /^Job too-large: cannot be scheduled: Insufficient cpu\b/,
      /^ +asks for +cpu 500: Algorithm "algorunner" 500$/,
      /^ +change +Algorithm "too-large", resources\.requests\.cpu: /,
    ],
  },
  'too little memory': {
    // Tried again, since containerd may see the end of the process before it sees why.
    declare: (declare, stage) =>
      declare('out-of-memory', {
        ...stage.script('tail /dev/zero'),
        pod: { restartPolicy: 'OnFailure' },
        resources: { limits: { memory: '24Mi' } },
      }),
    says: [
      /^Job out-of-memory: container "algorunner" \(Algorithm\): out of memory \(OOMKilled\): /,
      /^ +change +Algorithm "out-of-memory", resources\.limits\.memory: /,
    ],
  },
  'a missing Secret': {
    declare: (declare) => {
      const algorithm = declare('no-secret');
      algorithm.mount('/secret', SharedVolume.fromSecret(algorithm, 'password', 'password'));
    },
    says: [
      /^Job no-secret: Secret "password" is missing \(volume "password"\)$/,
      /^ +change +SharedVolume "password" of Algorithm "no-secret": create Secret /,
    ],
  },
  'an ordinary container that does not end': {
    declare: (declare, stage) =>
      declare('kept-alive').addSideCar('web', { ...stage.script(UNTIL_STOPPED), mode: SideCarMode.CONTAINER }),
    says: [
      /^Job kept-alive: container "web" \(SideCar\): keeps the Job running: /,
      /^ +change +SideCar "web" of Algorithm "kept-alive", mode: use SideCarMode\.NATIVE /,
    ],
  },
};

/** As `kubectl get pods,jobs,events -o json` prints it. */
async function kubectlGet(stage: Stage): Promise<string> {
  const lists = await Promise.all(
    ['Pod', 'Job', 'Event'].map(async (kind) =>
      (await stage.namespace.list(kind)).map((item) => ({ apiVersion: apiVersionOf(kind), kind, ...item })),
    ),
  );
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: lists.flat() });
}

/** What the command says of it. */
async function explain(input: string): Promise<string[]> {
  let output = '';
  let errors = '';
  const code = await main(['explain'], {
    stdin: (async function* () {
      yield input;
    })(),
    stdout: { write: (text) => void (output += text) },
    stderr: { write: (text) => void (errors += text) },
    cwd: process.cwd(),
  });
  assert.ok(errors === '' && [0, 1].includes(code), `exit code ${code}: ${errors}`);
  return output.split('\n');
}

/**
 * What often goes wrong happens here, and `cdk8s-hkube explain` says what it is, in which container, and what to change
 * where.
 */
export const mistakesExplained: Scenario = {
  name: 'mistakes-explained',
  async run(stage) {
    await stage.create((chart) => {
      const declare: Declare = (name, props) => new Algorithm(chart, name, { ...stage.script('exit 0'), ...props });
      for (const mistake of Object.values(MISTAKES)) mistake.declare(declare, stage);
    });
    let lines: string[] = [];
    const isSaid = ({ says }: Mistake) => says.every((pattern) => lines.some((line) => pattern.test(line)));
    await stage
      .until('explain names all mistakes', 60, async () => {
        lines = await explain(await kubectlGet(stage));
        return Object.values(MISTAKES).every(isSaid) ? true : undefined;
      })
      .catch((error) => {
        const unsaid = Object.keys(MISTAKES).filter((what) => !isSaid(MISTAKES[what]));
        throw new Error(`${error.message}; not ${unsaid.join(', ')}:\n${lines.join('\n')}`);
      });
    return lines.filter((line) => line.startsWith('Job ')).join('; ');
  },
};
