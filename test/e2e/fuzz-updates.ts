/**
 * Asks a live API server and `judgeUpdate` about random updates, and prints where they differ.
 *
 *   npm run fuzz -- --updates --count 3000 --seed 1
 *
 * The old objects are created for real, in a namespace of their own or with names of their own, and deleted in the end:
 * twice, once as `kubectl apply` creates them, once by a server-side apply. The updates are dry runs: by `kubectl
 * apply`, which has to be on the PATH, by a server-side apply, and by a full replacement.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { kubectlApply } from './kubectl-apply';
import { Namespace } from './namespace';
import { forEach } from './pool';
import { Answer, isHangUp, Transport } from './transport';
import { makeTrial, UpdateTrial } from './update-trial';
import { Finding, typeAndDetail } from '../../src/apimachinery/finding';
import { judgeUpdate, UpdateMethod } from '../../src/validation/update/validate-update';

const IN_FLIGHT = 8;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const APPLY_TYPE = 'application/apply-patch+yaml';
const APPLY_QUERY = 'fieldManager=kubectl&force=true';
/** Kinds whose state no manifest shows. */
const WITH_STATUS = ['FlowSchema', 'PersistentVolumeClaim', 'Pod'];
/** Said by what else is in the cluster, of expressions in CEL, and of keys that are too long for YAML. */
const NOT_JUDGED = new RegExp(
  [
    '\\(Forbidden\\)',
    'exceeded quota',
    'object is being deleted',
    'compilation failed',
    'not found$',
    'provided port is (?:already allocated|not in)',
    'must evaluate to',
    'converting YAML to JSON',
  ].join('|'),
);

/** With spaces, as most clients don't send it: the server keeps the text of a ControllerRevision's data. */
const spaced = (value: unknown) => JSON.stringify(value, null, 1);

/** A number that is too large for a field: a patch takes the rest of it, which we refuse, and what follows from it. */
const isWrapped = (found: readonly Finding[]) => {
  const wrapped = found.filter(({ detail }) => /cannot unmarshal number -?\d/.test(detail)).map(({ path }) => path);
  return found.every(({ path }) => wrapped.includes(path));
};

/** Refused because the cluster has one IP family, which we can only warn of. */
const isOfFamilies = (error: string, found: readonly Finding[]) =>
  /not configured for dual-stack|not configured on this cluster/.test(error) &&
  found.some(({ rule, path }) => rule === 'UPD-SERVICE' && path === 'spec.ipFamilyPolicy');

/** What dry runs don't notice. */
const isOfNodes = (found: readonly Finding[]) => found.every(({ rule }) => rule === 'SVC-NODEPORT');

/** As Go writes JSON, with the keys in order. */
function goJson(value: unknown): string {
  const sorted = (_key: string, item: any) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item;
  return JSON.stringify(value, sorted).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** With the note that kubectl makes. */
function annotated({ old, isClusterScoped }: UpdateTrial, namespace: string): any {
  const place = isClusterScoped ? {} : { namespace };
  const noted = { ...old, metadata: { annotations: {}, ...old.metadata, ...place } };
  const annotations = { ...old.metadata.annotations, [LAST_APPLIED]: `${goJson(noted)}\n` };
  return { ...old, metadata: { ...old.metadata, annotations } };
}

async function replace(transport: Transport, { path, manifest, live }: UpdateTrial): Promise<Answer> {
  const body = { ...manifest, metadata: { ...manifest.metadata, resourceVersion: live.metadata.resourceVersion } };
  const query = 'dryRun=All&fieldValidation=Strict';
  return transport.request('PUT', `${path}/${manifest.metadata.name}?${query}`, spaced(body));
}

function applyOnServer(transport: Transport, { path }: UpdateTrial, object: any, query = ''): Promise<Answer> {
  const url = `${path}/${encodeURIComponent(object.metadata.name)}?${APPLY_QUERY}${query}`;
  return transport.request('PATCH', url, spaced(object), APPLY_TYPE);
}

/** Every so many updates somebody changes what `kubectl get -o yaml` prints. */
const EXPORTED_EACH = 6;

function exported({ metadata, ...object }: any): any {
  const { managedFields: _fields, resourceVersion: _version, ...rest } = metadata;
  return { ...object, metadata: rest };
}

const errorOf = ({ code, body }: Answer) => (code < 300 ? undefined : `${code} ${body?.message}`);

/** Where we and the server differ. */
function compare(trial: UpdateTrial, method: UpdateMethod, minor: number, error?: string): string | undefined {
  const { number, old, manifest, live } = trial;
  // Controllers write the status of a Node while we ask.
  if (old.kind === 'Node' && /declared merge key/.test(error ?? '')) return undefined;
  // Of the older of two versions, the server takes no field away.
  if (method === 'server-side' && old.apiVersion === 'autoscaling/v1') return undefined;
  if (error !== undefined && (NOT_JUDGED.test(error) || /^40[39]/.test(error))) return undefined;
  const status = WITH_STATUS.includes(old.kind) ? { status: live.status } : {};
  const isLive = number % 2 === 0;
  const { findings } = judgeUpdate(isLive ? live : { ...old, ...status }, manifest, { minor }, method);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if ((error !== undefined) === errors.length > 0) return undefined;
  if (error !== undefined && isOfFamilies(error, findings)) return undefined;
  if (error === undefined && (isOfNodes(errors) || (method !== 'replace' && isWrapped(errors)))) return undefined;
  const ours = errors.map((finding) => `${finding.rule} ${finding.path}: ${typeAndDetail(finding)}`).join('\n    ');
  return (
    `#${number} ${old.kind} ${method}, ${isLive ? 'live' : 'manifest'}: ` +
    `${error === undefined ? `false refusal\n    ${ours}` : `false accept\n    ${error.trim().slice(-700)}`}\n` +
    `    ${JSON.stringify(old)}\n    ${JSON.stringify(manifest).slice(0, 6000)}`
  );
}

export interface UpdateOptions {
  readonly count: number;
  readonly seed: number;
  readonly only?: number;
  /** `Pod` */
  readonly kind?: string;
}

/** Each update twice: of an object that kubectl applied, and of one that the server did. */
interface Trials {
  readonly ofKubectl: readonly UpdateTrial[];
  readonly ofServer: readonly UpdateTrial[];
}

/**
 * Asks once more where the server closes a connection that was idle. Where it does so again, its validation has failed,
 * as at an Indexed Job that loses its completions: nothing is updated.
 */
const patient = (transport: Transport): Transport => ({
  ...transport,
  request: async (...asked) => {
    for (let tries = 0; ; tries++) {
      try {
        return await transport.request(...asked);
      } catch (error) {
        if (!isHangUp(error)) throw error;
        if (tries > 0) return { code: 500, body: { message: 'the server closed the connection' } };
      }
    }
  },
});

/** Answers with the exit code. */
export async function fuzzUpdates(server: Transport, minor: number, options: UpdateOptions): Promise<number> {
  const { count, seed, only, kind } = options;
  const transport = patient(server);
  const namespace = new Namespace(transport, `updates-${seed}-${Date.now().toString(36)}`);
  const numbers = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [only];
  const [ofKubectl, ofServer] = ['upd', 'ssa'].map((prefix) =>
    numbers
      .map((number) => makeTrial(seed, number, minor, namespace.name, prefix))
      .filter(({ old }) => kind === undefined || old.kind === kind),
  );
  const folder = mkdtempSync(join(tmpdir(), 'updates-'));
  try {
    await namespace.open();
    return await ask(transport, minor, { ofKubectl, ofServer }, namespace.name, folder);
  } finally {
    rmSync(folder, { recursive: true });
    const inCluster = [...ofKubectl, ...ofServer].filter(({ isClusterScoped }) => isClusterScoped);
    await forEach(inCluster, IN_FLIGHT, async ({ path, old }) => {
      await transport.request('DELETE', `${path}/${encodeURIComponent(old.metadata.name)}`);
    });
    await namespace.remove();
  }
}

async function create(transport: Transport, { ofKubectl, ofServer }: Trials, namespace: string): Promise<void> {
  const check = ({ old }: UpdateTrial, { code, body }: Answer) => {
    if (code >= 300) throw new Error(`create ${old.kind} ${old.metadata.name}: ${code} ${body?.message}`);
  };
  await forEach(ofKubectl, IN_FLIGHT, async (trial) => {
    check(trial, await transport.request('POST', trial.path, spaced(annotated(trial, namespace))));
  });
  await forEach(ofServer, IN_FLIGHT, async (trial) => {
    check(trial, await applyOnServer(transport, trial, trial.old));
  });
  // Controllers have their say, such as that a Job has started.
  await new Promise((ready) => setTimeout(ready, 5000));
  await forEach([...ofKubectl, ...ofServer], IN_FLIGHT, async (trial) => {
    const { apiVersion, kind, metadata } = trial.old;
    const { code, body } = await transport.request('GET', `${trial.path}/${encodeURIComponent(metadata.name)}`);
    if (code >= 300) throw new Error(`get ${kind} ${metadata.name}: ${code} ${body?.message}`);
    trial.live = { ...body, apiVersion, kind };
    trial.manifest = trial.number % EXPORTED_EACH === 0 ? trial.change(exported(trial.live)) : trial.change(trial.old);
  });
}

async function ask(transport: Transport, minor: number, trials: Trials, namespace: string, folder: string) {
  const { ofKubectl, ofServer } = trials;
  await create(transport, trials, namespace);
  const files = ofKubectl.map(({ number, manifest }) => {
    const file = join(folder, `${number}.json`);
    writeFileSync(file, JSON.stringify(manifest));
    return { file, name: manifest.metadata.name as string };
  });
  const applied = await kubectlApply(files, namespace);
  const found: string[] = [];
  const tally = { accepted: 0, refused: 0 };
  const note = (trial: UpdateTrial, method: UpdateMethod, error?: string) => {
    tally[error === undefined ? 'accepted' : 'refused']++;
    const text = compare(trial, method, minor, error);
    if (text) found.push(text);
  };
  await forEach(ofKubectl, IN_FLIGHT, async (trial) => {
    note(trial, 'apply', applied.get(trial.manifest.metadata.name));
    note(trial, 'replace', errorOf(await replace(transport, trial)));
  });
  await forEach(ofServer, IN_FLIGHT, async (trial) => {
    note(trial, 'server-side', errorOf(await applyOnServer(transport, trial, trial.manifest, DRY_RUN)));
  });
  for (const text of found) console.log(`\n${text}`);
  console.log(
    `${ofKubectl.length} updates by three methods, ${tally.accepted} accepted, ${tally.refused} refused, ` +
      `${found.length} disagreements`,
  );
  return found.length > 0 ? 1 : 0;
}

const DRY_RUN = '&dryRun=All&fieldValidation=Strict';
