/**
 * Judges a recorded run (see record.ts) by kubeconform, and prints its figures next to ours, kind by kind, as Markdown.
 *
 *   npx tsx --tsconfig test/tsconfig.json test/e2e/kubeconform.ts OPENAPI [RECORD] [PROGRAM]
 *
 * OPENAPI is the document of the API (`kubectl get --raw /openapi/v2`): its strict JSON schemas are made of it.
 * RECORD is by default the one in test/fixtures, PROGRAM is `kubeconform`.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { foundIn } from './found';
import { judge } from './judge';
import { readRecord, RecordRow } from './record';

const RECORD = join(__dirname, '../fixtures/verdicts-1.37.jsonl.br');

/** A definition of the OpenAPI document as a strict JSON schema: no other fields, and null for none. */
function strict(node: any): any {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== 'object' || node === null) return node;
  if (node.format === 'int-or-string') return { type: ['string', 'integer', 'null'] };
  const schema = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, strict(value)]));
  if (schema.properties && !schema.additionalProperties) schema.additionalProperties = false;
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  return schema;
}

/** What may be written in more forms than the document says. */
const MORE_FORMS: Record<string, any> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number', 'null'] },
};

/** Writes the schemas, each with a name as kubeconform asks for it. */
export function writeSchemas(openapi: any, folder: string): void {
  const definitions = Object.fromEntries(
    Object.entries<any>(openapi.definitions).map(([name, definition]) => [
      name,
      MORE_FORMS[name] ?? strict({ ...definition, 'x-kubernetes-group-version-kind': undefined }),
    ]),
  );
  writeFileSync(join(folder, 'all.json'), JSON.stringify({ definitions }));
  for (const [name, definition] of Object.entries<any>(openapi.definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const suffix = [group.split('.')[0], version].filter(Boolean).join('-');
      const schema = { $ref: `all.json#/definitions/${name}` };
      writeFileSync(join(folder, `${kind.toLowerCase()}-${suffix}.json`.toLowerCase()), JSON.stringify(schema));
    }
  }
}

/** The numbers of the manifests that kubeconform refuses. */
function refusedBy(program: string, rows: readonly RecordRow[], openapi: any): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconform-'));
  const [schemas, manifests] = ['schemas', 'manifests'].map((name) => join(folder, name));
  try {
    mkdirSync(schemas);
    mkdirSync(manifests);
    writeSchemas(openapi, schemas);
    for (const { number, manifest } of rows) writeFileSync(join(manifests, `${number}.json`), JSON.stringify(manifest));
    const location = join(schemas, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
    const args = ['-strict', '-output', 'json', '-schema-location', location, manifests];
    const { stdout, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (error) throw error;
    const names = JSON.parse(stdout).resources.map(({ filename }: any) => Number(/(\d+)\.json$/.exec(filename)![1]));
    return new Set(names);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const COLUMNS = [
  'refused',
  'refusedOnlyThere',
  'refusedNotByOther',
  'accepted',
  'onPurpose',
  'acceptedNotByOther',
] as const;
type Figures = Record<(typeof COLUMNS)[number], number>;

function main([document, record = RECORD, program = 'kubeconform']: string[]): void {
  const { header, rows } = readRecord(record);
  const theirs = refusedBy(program, rows, JSON.parse(readFileSync(document, 'utf8')));
  const kinds = new Map<string, Figures>();
  for (const { number, format, manifest, evidence } of rows) {
    const found = foundIn(manifest, header.minor, format);
    const { verdict } = judge(evidence, found);
    if (verdict === 'skipped') continue;
    const kind = `${manifest.apiVersion} ${manifest.kind}`;
    const figures = kinds.get(kind) ?? (Object.fromEntries(COLUMNS.map((name) => [name, 0])) as Figures);
    kinds.set(kind, figures);
    const isOurs = found.some(({ severity }) => severity === 'error');
    figures[verdict]++;
    if (verdict === 'refused' && !isOurs) figures.refusedOnlyThere++;
    if (verdict === 'refused' && !theirs.has(number)) figures.refusedNotByOther++;
    if (verdict === 'accepted' && isOurs) figures.onPurpose++;
    if (verdict === 'accepted' && theirs.has(number)) figures.acceptedNotByOther++;
  }
  const sum = (name: keyof Figures) => [...kinds.values()].reduce((total, figures) => total + figures[name], 0);
  const line = (kind: string, of: (name: keyof Figures) => number) => `| ${[kind, ...COLUMNS.map(of)].join(' | ')} |`;
  console.log(line('all', sum));
  for (const [kind, figures] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(line(kind, (name) => figures[name]));
  }
}

if (require.main === module) main(process.argv.slice(2));
