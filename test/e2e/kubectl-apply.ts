/** What `kubectl apply` says of many files at once. */
import { execFile } from 'child_process';
import { forEach } from './pool';

/** So many files are given to kubectl at once. */
const BATCH = 50;
const PARALLEL = 2;

/** A file with one object. */
export interface ObjectFile {
  readonly file: string;
  readonly name: string;
}

/** The errors of dry runs, by the names of the objects; nothing of what is accepted. */
export async function kubectlApply(files: readonly ObjectFile[], namespace: string): Promise<Map<string, string>> {
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) =>
    files.slice(i * BATCH, (i + 1) * BATCH),
  );
  const errors = new Map<string, string>();
  await forEach(batches, PARALLEL, async (batch) => {
    for (const [name, error] of await applyBatch(batch, namespace)) errors.set(name, error);
  });
  return errors;
}

/** kubectl breaks down at some objects: those are refused, and the others asked about again. */
async function applyBatch(files: readonly ObjectFile[], namespace: string): Promise<ReadonlyMap<string, string>> {
  const stderr = await run(files, namespace);
  if (!stderr.includes('panic: ')) return errorsByName(stderr, files);
  if (files.length === 1) return new Map([[files[0].name, stderr.slice(0, 200)]]);
  const middle = Math.ceil(files.length / 2);
  const halves = [files.slice(0, middle), files.slice(middle)];
  const found = await Promise.all(halves.map((half) => applyBatch(half, namespace)));
  return new Map(found.flatMap((half) => [...half]));
}

function run(files: readonly ObjectFile[], namespace: string): Promise<string> {
  const named = files.flatMap(({ file }) => ['-f', file]);
  const args = ['apply', '--dry-run=server', '--namespace', namespace, ...named];
  return new Promise((done) => execFile('kubectl', args, { maxBuffer: 1e9 }, (_error, _out, stderr) => done(stderr)));
}

/** Each error begins a line, and names its file or its object; of what cannot be decoded there is one list. */
const BEGINNINGS = /^(?=Error from server|error|The \w+ "|The request is invalid)|(?:^\[?|, )(?=unable to decode ")/m;

function errorsByName(stderr: string, files: readonly ObjectFile[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of stderr.split(BEGINNINGS)) {
    const name = nameIn(text, files);
    if (name === undefined) continue;
    const said = text.slice(text.search(/error when patching|$/));
    found.set(name, said === '' ? text : `${text.split('\n')[0]} ${said}`);
  }
  return found;
}

function nameIn(text: string, files: readonly ObjectFile[]): string | undefined {
  const path = /^(?:for: |unable to decode |error\b.*?)"([^"]*\.json)"/m.exec(text)?.[1];
  if (path !== undefined) return files.find(({ file }) => file === path)?.name;
  // A patch that is not an object of the kind: only what kubectl noted in it tells which.
  if (text.startsWith('The request is invalid')) {
    return files.find((file) => text.includes(`\\"name\\":\\"${file.name}\\"`))?.name;
  }
  return /^The \w+ "([^"]*)" is invalid/.exec(text)?.[1];
}
