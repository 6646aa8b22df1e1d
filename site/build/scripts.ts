/** The scripts of the site besides VitePress' own, and the page to try things. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const TRY = join(__dirname, '../try');

const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'iife',
  minify: true,
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
};

/** Of Mermaid's diagrams, the script has flowcharts only: the others are three quarters of it. */
const ONLY_FLOWCHARTS: Plugin = {
  name: 'only-flowcharts',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !/flowDiagram|dagre/.test(path) ? { path, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'export default undefined;' }));
  },
};

/** Writes them into a directory. */
export async function buildScripts(directory: string): Promise<void> {
  mkdirSync(join(directory, 'try'), { recursive: true });
  await build({
    ...OPTIONS,
    entryPoints: [join(TRY, 'flowcharts.ts')],
    globalName: 'flowcharts',
    plugins: [ONLY_FLOWCHARTS],
    outfile: join(directory, 'flowcharts.js'),
  });
  await build({
    ...OPTIONS,
    entryPoints: [join(TRY, 'page.ts')],
    define: { WORKER_SCRIPT: JSON.stringify(await workerScript()) },
    plugins: [ONLY_FLOWCHARTS],
    outfile: join(directory, 'try/try.js'),
  });
  const page = readFileSync(join(TRY, 'index.html'), 'utf8');
  const style = readFileSync(join(TRY, 'try.css'), 'utf8');
  writeFileSync(
    join(directory, 'try/index.html'),
    page.replace('/* try.css */', () => style),
  );
}

async function workerScript(): Promise<string> {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [join(TRY, 'worker.ts')], write: false });
  return outputFiles[0].text;
}
