/** `cdk8s-hkube diagram`: the pods of HKube specs and Kubernetes manifests as Mermaid flowcharts. */

import { clusterOptionsOf } from './cluster-options';
import { Diagnostics } from './diagnostics';
import { kindOfDocument } from './document-kind';
import { documentsOf } from './documents';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { withLeftOut } from './left-out';
import { Breath } from './progress';
import { renderDocument } from './render-document';
import { count } from './report';
import { flowchart, titleOf } from '../diagram/flowchart';
import type { RenderSpecOptions } from '../hkube/rendered-spec';
import { oneLine } from '../text/escape';
import type { JsonObject } from '../text/json-value';
import { itemsOf } from '../validation/manifest-file';

export const DIAGRAM_FORMATS = ['markdown', 'mermaid'] as const;
export type DiagramFormat = (typeof DIAGRAM_FORMATS)[number];

export interface DiagramOptions extends Omit<RenderSpecOptions, 'cluster' | 'sourcesOf'> {
  /** The Kubernetes minor version that judges. */
  readonly minor: number;
  readonly output: DiagramFormat;
  /** A file with HKube's cluster options. */
  readonly clusterOptions?: string;
  /** Patterns of files to pass over. */
  readonly exclude: readonly string[];
}

/** Draws the workloads in files, and answers with the exit code. */
export async function diagram(files: readonly string[], options: DiagramOptions, io: Io): Promise<number> {
  const sources = withLeftOut(findSources(files, io.cwd, options), io.cwd);
  const diagnostics = new Diagnostics(io);
  const breath = new Breath();
  const cluster = await clusterOptionsOf(options.clusterOptions, options.minor, io, diagnostics);
  let [drawn, only] = [0, ''];
  const draw = (manifest: unknown) => {
    const text = flowchart(manifest);
    if (text === undefined) return;
    drawn++;
    if (options.output === 'markdown') {
      io.stdout.write(`${drawn > 1 ? '\n' : ''}## ${markdown(titleOf(manifest))}\n\n\`\`\`mermaid\n${text}\`\`\`\n`);
    } else if (drawn > 1) {
      throw new WrongUse(
        '--output mermaid prints one diagram, but there are several workloads: use --output markdown, or name ' +
          'a file with one',
      );
    } else {
      only = text;
    }
  };
  for (const source of sources) {
    for await (const document of documentsOf(source, io)) {
      diagnostics.progress.show(() => `${count(drawn, 'diagram')}: ${source.name}`);
      await breath.take();
      const kind = document.errors.length === 0 ? kindOfDocument(document) : undefined;
      if (kind === 'manifest') {
        const value = document.value as JsonObject;
        (itemsOf(value) ?? [value]).forEach(draw);
      } else if (source.isNamed || kind !== 'other') {
        for (const { report, manifest } of renderDocument(document, { ...options, cluster })) {
          const before = diagnostics.errors;
          diagnostics.tell(report);
          if (diagnostics.errors === before) draw(manifest);
        }
      }
    }
  }
  diagnostics.progress.clear();
  io.stdout.write(only);
  if (diagnostics.errors > 0) return FINDINGS;
  if (drawn === 0) {
    throw new WrongUse(
      'there is no HKube spec and no pod in these files: no Job, CronJob, Deployment, Pod or the like',
    );
  }
  return FINE;
}

/** For a heading: what means something to Markdown or HTML as an entity. */
function markdown(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} .-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
