/**
 * Tries the JSON Schemas in what editors use: the language service of VS Code for JSON, and yaml-language-server.
 *
 *   npm run editors
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageServer } from './language-server';
import { Trials, withPackages } from './npm-tools';
import { jsonSchema, SCHEMAS } from '../../src/hkube/json-schema';

/** `|` is the cursor. `offers`: names that are completed there, among others. */
interface Completion {
  readonly text: string;
  readonly offers: readonly string[];
}

/** `errors`: lines and columns, from 1, where a text is marked. */
interface Marking {
  readonly text: string;
  readonly errors: readonly string[];
}

const SIDE_CAR = '"sideCars": [{ "container": { "name": "web", "image": "httpd:2.4", ';
const JSON_COMPLETIONS: readonly Completion[] = [
  { text: '{ "$schema": "SPEC", "al|" }', offers: ['algorithmImage', 'algorithmEnv', 'applyCpuLimits'] },
  { text: '{ "$schema": "SPEC", "kind": | }', offers: ['"batch"', '"stream"'] },
  { text: '{ "$schema": "SPEC", "mem": | }', offers: ['"256Mi"'] },
  { text: `{ "$schema": "SPEC", ${SIDE_CAR} "|" } }] }`, offers: ['readinessProbe', 'resources', 'env'] },
  { text: '{ "$schema": "CLUSTER", "|" }', offers: ['defaultStorage', 'workerResources'] },
];
const JSON_MARKINGS: readonly Marking[] = [
  { text: '{ "$schema": "SPEC", "name": "print", "algorithmImage": "acme/print:v4" }', errors: [] },
  { text: '{ "$schema": "SPEC",\n  "name": "print",\n  "cpu": "500m" }', errors: ['3:10'] },
  { text: '{ "$schema": "SPEC",\n  "name": "print",\n  "algoritmEnv": {} }', errors: ['3:3'] },
  { text: '{ "$schema": "SPEC",\n  "name": "print", "mem": "512" }', errors: ['2:27'] },
  { text: '{ "$schema": "CLUSTER",\n  "isPrivileged": "yes" }', errors: ['2:19'] },
];

const SPEC_LINE = '# yaml-language-server: $schema=SPEC\n';
const CLUSTER_LINE = '# yaml-language-server: $schema=CLUSTER\n';
const YAML_COMPLETIONS: readonly Completion[] = [
  { text: `${SPEC_LINE}name: print\nal|`, offers: ['algorithmImage', 'algorithmEnv', 'applyCpuLimits'] },
  { text: `${SPEC_LINE}name: print\nkind: |`, offers: ['batch', 'stream'] },
  {
    text: `${SPEC_LINE}name: print\nsideCars:\n  - container:\n      name: web\n      re|`,
    offers: ['readinessProbe'],
  },
  { text: `${CLUSTER_LINE}de|`, offers: ['defaultStorage'] },
];
const YAML_MARKINGS: readonly Marking[] = [
  { text: `${SPEC_LINE}name: print\nalgorithmImage: acme/print:v4\nmem: 512Mi\n`, errors: [] },
  { text: `${SPEC_LINE}name: print\ncpu: 500m\n`, errors: ['3:6'] },
  { text: `${SPEC_LINE}name: print\nalgoritmEnv: {}\n`, errors: ['3:1'] },
  { text: `${SPEC_LINE}name: print\nvolumeMounts:\n  - name: v\n    mountpath: /v\n`, errors: ['4:5', '5:5'] },
  { text: `${CLUSTER_LINE}clusterOptions:\n  devModeEnabled: 'yes'\n`, errors: ['3:19'] },
];

interface Place {
  readonly line: number;
  readonly character: number;
}
interface Diagnostic {
  readonly range: { readonly start: Place };
}

/** The parts of vscode-json-languageservice that are used. */
interface JsonService {
  parseJSONDocument(document: object): object;
  doValidation(document: object, json: object): Promise<readonly Diagnostic[]>;
  doComplete(document: object, place: Place, json: object): Promise<{ readonly items: readonly { label: string }[] }>;
}

const placesOf = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ range: { start } }) => `${start.line + 1}:${start.character + 1}`).sort();

/** A text without its cursor, and where that was. */
function withCursor(text: string): [text: string, place: Place] {
  const lines = text.slice(0, text.indexOf('|')).split('\n');
  return [text.replace('|', ''), { line: lines.length - 1, character: lines[lines.length - 1].length }];
}

const offered = (labels: readonly string[], expected: readonly string[]) =>
  expected.filter((name) => labels.includes(name));

async function tryJson(directory: string, named: (text: string) => string, trials: Trials): Promise<void> {
  const load = createRequire(join(directory, 'package.json'));
  const { getLanguageService, TextDocument } = load('vscode-json-languageservice');
  const service: JsonService = getLanguageService({
    schemaRequestService: async (uri: string) => JSON.stringify(schemaAt(uri)),
  });
  const open = (text: string) => {
    const document = TextDocument.create('file:///print.json', 'json', 1, named(text));
    return { document, json: service.parseJSONDocument(document) };
  };
  for (const { text, errors } of JSON_MARKINGS) {
    const { document, json } = open(text);
    trials.expect(`JSON: ${text}`, placesOf(await service.doValidation(document, json)), errors);
  }
  for (const { text, offers } of JSON_COMPLETIONS) {
    const [plain, place] = withCursor(text);
    const { document, json } = open(plain);
    const shift = named(plain).indexOf('\n') < 0 ? named(text).indexOf('|') : place.character;
    const { items } = await service.doComplete(document, { ...place, character: shift }, json);
    trials.expect(
      `JSON: ${text}`,
      offered(
        items.map(({ label }) => label),
        offers,
      ),
      offers,
    );
  }
}

async function tryYaml(directory: string, named: (text: string) => string, trials: Trials): Promise<void> {
  const script = join(directory, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  const server = new LanguageServer('npx', ['--yes', '-p', 'node@24', 'node', script, '--stdio']);
  try {
    await server.start({ yaml: { validate: true, completion: true, schemaStore: { enable: false } } });
    for (const { text, errors } of YAML_MARKINGS) {
      trials.expect(`YAML: ${text}`, placesOf(await server.diagnosticsOf(named(text))), errors);
    }
    for (const { text, offers } of YAML_COMPLETIONS) {
      const [plain, place] = withCursor(text);
      trials.expect(`YAML: ${text}`, offered(await server.completionsAt(named(plain), place), offers), offers);
    }
  } finally {
    server.stop();
  }
}

const schemaAt = (uri: string) => jsonSchema(uri.includes('cluster') ? 'cluster' : 'spec');

void withPackages(['vscode-json-languageservice@5', 'yaml-language-server@2'], async (directory) => {
  const [spec, cluster] = SCHEMAS.map((name) => {
    const file = join(directory, `hkube-${name}.schema.json`);
    writeFileSync(file, JSON.stringify(jsonSchema(name)));
    return pathToFileURL(file).href;
  });
  const named = (text: string) => text.replace('SPEC', spec).replace('CLUSTER', cluster);
  const trials = new Trials();
  await tryJson(directory, named, trials);
  await tryYaml(directory, named, trials);
  trials.end();
});
