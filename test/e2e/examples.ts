/** The manifests of the examples. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { containersOf, Document, documentsOf, fullImageName } from './documents';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

export interface Example {
  readonly name: string;
  readonly documents: readonly Document[];
}

/** Runs them one after the other: they write into the folder that the environment names. */
export async function synthExamples(): Promise<Example[]> {
  const names = fs
    .readdirSync(EXAMPLES)
    .filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'main.ts')))
    .sort();
  const examples: Example[] = [];
  for (const name of names) {
    const outdir = (process.env.CDK8S_OUTDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'example-')));
    try {
      await import(pathToFileURL(path.join(EXAMPLES, name, 'main.ts')).href);
      const files = fs
        .readdirSync(outdir)
        .filter((file) => file.endsWith('.yaml'))
        .sort();
      examples.push({
        name,
        documents: files.flatMap((file) => documentsOf(fs.readFileSync(path.join(outdir, file), 'utf8'))),
      });
    } finally {
      fs.rmSync(outdir, { recursive: true });
      delete process.env.CDK8S_OUTDIR;
    }
  }
  return examples;
}

/** The images that the examples name, as a container runtime keeps them. */
export function imagesOf(examples: readonly Example[]): string[] {
  const containers = examples.flatMap(({ documents }) => documents.flatMap(({ object }) => containersOf(object)));
  return [...new Set(containers.map(({ image }) => fullImageName(image)))].sort();
}
