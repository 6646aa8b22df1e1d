/**
 * Runs scenarios on a real cluster: what the documentation says about pods with sidecars happens there.
 *
 *   npm run e2e [-- NAME…] [-- --images]
 *
 * `KUBECONFIG` names the cluster. Each scenario has a namespace of its own, which is deleted in the end. A name runs
 * the scenarios that begin with it. `--images` prints the images that have to be there, one a line, and asks no
 * cluster. `E2E_IMAGE` is the image of the scenarios' own pods, by default `busybox:1`. `E2E_CURL_IMAGE` may name one
 * with curl: registrations run in it then, and have to tell HKube's reasons.
 *
 * Exit code 0: all passed; 1: some failed; 2: nothing was run.
 */
import { setMaxListeners } from 'node:events';
import { connect } from './cluster';
import { fullImageName } from './documents';
import { imagesOf, synthExamples } from './examples';
import { choose, runScenarios } from './run';
import { SCENARIOS } from './scenarios';
import { exampleScenario } from './scenarios/examples';
import { conditionOf } from './states';
import { openTransport, pathOf, Transport } from './transport';

const IN_PARALLEL = 6;
const IN_FLIGHT = 16;
/** The terminal and those who started us all pass on the same Ctrl-C, within so many milliseconds. */
const ONE_CTRL_C = 1000;

async function needReadyNode(transport: Transport): Promise<void> {
  const { body } = await transport.request('GET', pathOf('v1', 'Node'));
  if (!body.items?.some((node: any) => conditionOf(node, 'Ready'))) {
    throw new Error('the cluster has no node that is ready');
  }
}

/** Answers with the exit code. */
export async function main(args: readonly string[], signal: AbortSignal): Promise<number> {
  const image = process.env.E2E_IMAGE ?? 'busybox:1';
  let transport: Transport | undefined;
  try {
    if (args.includes('--images')) {
      console.log([fullImageName(image), ...imagesOf(await synthExamples())].join('\n'));
      return 0;
    }
    const connected = await connect((connection) => openTransport(connection, 'cdk8s-hkube-e2e', IN_FLIGHT));
    transport = connected.server;
    await needReadyNode(transport);
    const { minor } = connected;
    const scenarios = choose([...SCENARIOS, ...(await synthExamples()).map(exampleScenario)], args);
    const { passed, failed } = await runScenarios(scenarios, {
      transport,
      image,
      minor,
      signal,
      inParallel: IN_PARALLEL,
      print: console.log,
    });
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 || signal.aborted ? 1 : 0;
  } catch (error) {
    console.error(`e2e: ${(error as Error).message}`);
    return 2;
  } finally {
    transport?.close();
  }
}

/** The first Ctrl-C ends what runs, and its namespaces are deleted; the second one just ends. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  // Each scenario that runs, and each of its requests, listens.
  setMaxListeners(0, controller.signal);
  let first: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (first === undefined) {
        first = Date.now();
        console.error('interrupted: the namespaces are being deleted');
        controller.abort();
      } else if (Date.now() - first > ONE_CTRL_C) {
        process.exit(1);
      }
    });
  }
  return controller.signal;
}

if (require.main === module) void main(process.argv.slice(2), interruption()).then((code) => (process.exitCode = code));
