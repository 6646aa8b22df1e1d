/**
 * Asks a live API server and `checkPodSecurity` about random pods, in namespaces that enforce the Pod Security
 * Standards, and prints where they differ: in the verdict, or in the checks that are broken.
 *
 *   npx tsx test/e2e/pod-security.ts [--count 300] [--seed 1] [--all-versions]
 *
 * `KUBECONFIG` names the cluster. The namespaces are deleted in the end; all pods are dry runs. Each pod is asked about
 * at both levels of one version; with `--all-versions` of all of them.
 *
 * Exit code 0: no difference; 1: some; 2: no cluster to ask.
 */
import { Cluster, openCluster, readKubeconfig } from './cluster';
import { Namespace } from './namespace';
import { makePod } from './secure-pods';
import { Answer, openTransport } from './transport';
import { until } from './until';
import { Validation } from '../../src/apimachinery/finding';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { checkPodSecurity } from '../../src/validation/admission/pod-security';

const LEVELS = ['baseline', 'restricted'] as const;
const IN_FLIGHT = 8;

/** What the admission controller complains of, in its words. */
const REASONS = [
  'forbidden AppArmor profile',
  'non-default capabilities',
  'host namespaces',
  'hostPath volumes',
  'hostPort',
  'probe or lifecycle host',
  'privileged',
  'procMount',
  'seLinuxOptions',
  'seccompProfile',
  'forbidden sysctls',
  'hostProcess',
  'allowPrivilegeEscalation != false',
  'unrestricted capabilities',
  'restricted volume types',
  'runAsNonRoot != true',
  'runAsUser=0',
];

/**
 * The reasons that the server gives; none when it takes the pod, undefined when it has not come so far as to ask for
 * them.
 */
export function serverReasons({ code, body }: Answer): string[] | undefined {
  if (code < 300) return [];
  const text = String(body?.message ?? '').replace('forbidden AppArmor profiles', 'forbidden AppArmor profile');
  if (code !== 403 || !text.includes('violates PodSecurity')) return undefined;
  return REASONS.filter((reason) => text.includes(`${reason} (`)).sort();
}

/** The reasons that we give. */
export function ourReasons(pod: any, level: string, minor: number): string[] {
  const v = new Validation(minor);
  checkPodSecurity(v, level, pod);
  return [...new Set(v.findings.map(({ detail }) => detail.replace(/^.*": /, '')))].sort();
}

/** With the host's network the server makes each port of a container the host's before it looks. */
const isSame = (server: readonly string[], ours: readonly string[], { spec }: any) =>
  String(server.filter((reason) => reason !== 'hostPort' || !spec.hostNetwork)) ===
  String(ours.filter((reason) => reason !== 'hostPort' || !spec.hostNetwork));

const nameOf = (level: string, minor: number) => `pss-${level}-${minor}-${process.pid}`;

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly allVersions: boolean;
}

/** Answers with the number of differences. */
async function compare(minors: readonly number[], { count, seed, allVersions }: Options): Promise<number> {
  const connection = readKubeconfig(process.env.KUBECONFIG!);
  const servers = new Map<string, Cluster>();
  const serverOf = (level: string, minor: number) => {
    const name = nameOf(level, minor);
    if (!servers.has(name)) servers.set(name, openCluster(connection, name, 2));
    return servers.get(name)!;
  };
  const tally = { pods: 0, admitted: 0, refused: 0, notAsked: 0, differences: 0 };
  const seen = new Map<string, number>();
  let next = 1;
  const work = async () => {
    while (next <= count) {
      const number = next++;
      const made = makePod(seed, number);
      const body = JSON.stringify(made);
      tally.pods++;
      for (const minor of allVersions ? minors : [minors[number % minors.length]]) {
        for (const level of LEVELS) {
          const server = serverReasons(await serverOf(level, minor).create('v1', 'Pod', body, 'json'));
          if (!server) {
            tally.notAsked++;
            continue;
          }
          const ours = ourReasons(made, level, minor);
          tally[server.length === 0 ? 'admitted' : 'refused']++;
          for (const reason of server) seen.set(`${level} ${reason}`, (seen.get(`${level} ${reason}`) ?? 0) + 1);
          if ((server.length === 0) === (ours.length === 0) && isSame(server, ours, made)) continue;
          tally.differences++;
          console.log(
            `\n#${number} of seed ${seed}, ${level}:v1.${minor}\n  ${body}\n  server: ${server.join(', ')}\n  ` +
              `ours:   ${ours.join(', ')}`,
          );
        }
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  for (const server of servers.values()) server.close();
  for (const [reason, times] of [...seen].sort()) console.log(`${String(times).padStart(6)} ${reason}`);
  console.log(
    `${tally.pods} pods; verdicts: ${tally.admitted} admitted, ${tally.refused} refused, ` +
      `${tally.differences} differences; ` +
      `${tally.notAsked} times the pod was invalid before its security was looked at`,
  );
  return tally.differences;
}

function readOptions(args: readonly string[]): Options {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const number = (name: string, otherwise: number) => {
    const value = Number(option(name) ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} needs a whole number`);
    return value;
  };
  return { count: number('--count', 300), seed: number('--seed', 1), allVersions: args.includes('--all-versions') };
}

/** Makes the namespaces; without an account no pod is looked at. */
async function openAll(namespaces: ReadonlyMap<Namespace, Record<string, string>>): Promise<void> {
  for (const [namespace, labels] of namespaces) await namespace.open(labels);
  const { signal } = new AbortController();
  for (const namespace of namespaces.keys()) {
    await until('the namespace has a service account', 60, signal, () => namespace.get('ServiceAccount', 'default'));
  }
}

async function main(args: readonly string[]): Promise<number> {
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => OLDEST_MINOR + i);
  const close: (() => Promise<void> | void)[] = [];
  try {
    const options = readOptions(args);
    if (!process.env.KUBECONFIG) throw new Error('no cluster to ask: KUBECONFIG is not set');
    const transport = openTransport(readKubeconfig(process.env.KUBECONFIG), 'cdk8s-hkube-pod-security', 1);
    close.push(() => transport.close());
    const namespaces = new Map(
      minors.flatMap((minor) =>
        LEVELS.map(
          (level) =>
            [
              new Namespace(transport, nameOf(level, minor)),
              {
                'pod-security.kubernetes.io/enforce': level,
                'pod-security.kubernetes.io/enforce-version': `v1.${minor}`,
              },
            ] as const,
        ),
      ),
    );
    for (const namespace of namespaces.keys()) close.unshift(() => namespace.remove());
    await openAll(namespaces);
    return (await compare(minors, options)) > 0 ? 1 : 0;
  } catch (error) {
    console.error(`pod-security: ${(error as Error).message}`);
    return 2;
  } finally {
    for (const end of close) await end();
  }
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
