/** What the page shows of a pasted text: what `validate`, `synth` and `diagram` of the command line print about it. */

import { stringify } from 'yaml';
import type { Settings } from './settings';
import { kindOfDocument } from '../../src/cli/document-kind';
import { FileVariables } from '../../src/cli/file-variables';
import type { LocatedFinding, ObjectReport } from '../../src/cli/object-report';
import { RenderedItem, renderDocument } from '../../src/cli/render-document';
import { Totals } from '../../src/cli/totals';
import { Twins } from '../../src/cli/twins';
import { validateDocument } from '../../src/cli/validate-document';
import { asWritten } from '../../src/convert/as-written';
import type { SourceObject } from '../../src/convert/chart';
import { convert } from '../../src/convert/convert';
import { flowchart, titleOf } from '../../src/diagram/flowchart';
import { specItems } from '../../src/hkube/document-kind';
import { PLAIN_WORKLOADS, type RenderSpecOptions } from '../../src/hkube/rendered-spec';
import type { PodSecurityProfile } from '../../src/render/pod-security-profile';
import { Document, readDocuments } from '../../src/text/documents';
import { isObject, JsonObject } from '../../src/text/json-value';
import { isClientConfiguration } from '../../src/validation/client-configuration';
import { itemsOf } from '../../src/validation/manifest-file';

/** The most findings and pods that are shown. */
export const MAX_FINDINGS = 2000;
export const MAX_PODS = 200;

/** Longer texts are not converted: that program would be too long to read. */
const MAX_CONVERTED = 500_000;

export interface ShownFinding extends Pick<LocatedFinding, 'line' | 'column' | 'severity' | 'rule' | 'message'> {
  /** `Job print` */
  readonly object: string;
}

export interface PodPicture {
  readonly title: string;
  /** A flowchart of Mermaid. */
  readonly text: string;
}

export interface Verdict {
  readonly findings: readonly ShownFinding[];
  readonly errors: number;
  readonly warnings: number;
  readonly objects: number;
  /** Objects of which all was validated. */
  readonly validated: number;
  /** The manifests that synth prints, as YAML; undefined if it prints none. */
  readonly manifest?: string;
  /** Why it prints none. */
  readonly noManifest?: string;
  readonly pods: readonly PodPicture[];
  /** What convert prints, in TypeScript; undefined if it prints nothing. */
  readonly code?: string;
  /** Why it prints nothing. */
  readonly noCode?: string;
}

export function judge(text: string, settings: Settings): Verdict {
  const options = optionsOf(settings);
  const [totals, twins, variables] = [new Totals(), new Twins(), new FileVariables()];
  const [findings, pods, items]: [ShownFinding[], PodPicture[], RenderedItem[]] = [[], [], []];
  const sources: SourceObject[] = [];
  const add = (report: ObjectReport) => {
    const final = variables.merged(twins.checked(report));
    totals.add(final);
    const room = MAX_FINDINGS - findings.length;
    for (const { line, column, severity, rule, message } of final.findings.slice(0, room)) {
      findings.push({ line, column, severity, rule, message, object: final.label });
    }
  };
  const draw = (manifest: unknown) => {
    const picture = pods.length < MAX_PODS ? flowchart(manifest) : undefined;
    if (picture !== undefined) pods.push({ title: titleOf(manifest), text: picture });
  };
  for (const document of readDocuments(text, nameOf(text))) {
    if (text.length <= MAX_CONVERTED) sources.push(...sourcesOf(document));
    if (isOfSpecs(document)) {
      for (const item of renderDocument(document, options)) {
        items.push(item);
        add(item.report);
        draw(item.manifest);
      }
    } else {
      validateDocument(document, options).forEach(add);
      manifestsOf(document).forEach(draw);
    }
  }
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  const { errors, warnings, objects, validated } = totals;
  const counts = { errors, warnings, objects, validated };
  return { findings, ...counts, pods, ...synthesized(items, objects), ...converted(sources, errors, settings) };
}

function optionsOf({ version, workload, schedule, podSecurity }: Settings): RenderSpecOptions {
  return {
    workload,
    schedule,
    kubernetesVersion: version,
    ...(podSecurity !== '' && { podSecurity: podSecurity as PodSecurityProfile }),
  };
}

/** The text has no name, like standard input. But a list of specs is accepted only in a file that is called JSON. */
const nameOf = (text: string) => (/^\s*\[/.test(text) ? 'pasted.json' : 'pasted');

const isOfSpecs = (document: Document) => document.errors.length === 0 && /^specs?$/.test(kindOfDocument(document));

function manifestsOf(document: Document): unknown[] {
  if (document.errors.length > 0 || kindOfDocument(document) !== 'manifest') return [];
  const value = document.value as JsonObject;
  return itemsOf(value) ?? [value];
}

/** What synth prints: nothing if any spec has an error. */
function synthesized(items: readonly RenderedItem[], objects: number): Pick<Verdict, 'manifest' | 'noManifest'> {
  if (items.length === 0) {
    return {
      noManifest: objects > 0 ? 'These are manifests already: apply them as they are.' : 'There is no spec yet.',
    };
  }
  const hasErrors = items.some(({ report }) => report.findings.some(({ severity }) => severity === 'error'));
  if (hasErrors) return { noManifest: 'synth writes nothing while a spec has errors.' };
  const manifests = items.flatMap(({ manifest, service }) => [service, manifest].filter((one) => one !== undefined));
  if (manifests.length === 0) return { noManifest: `There is no Job yet: ${items[0].waitsFor}.` };
  return { manifest: manifests.map(yamlOf).join('---\n') };
}

/** The objects of a document, to be converted. */
function sourcesOf(document: Document): SourceObject[] {
  if (isOfSpecs(document)) {
    return specItems(document.value).map(({ value }) => ({ value: value as JsonObject, isSpec: true }));
  }
  return manifestsOf(document)
    .filter((item): item is JsonObject => isObject(item) && !isClientConfiguration(item))
    .map((item) => ({ value: asWritten(item, false), isSpec: false }));
}

/** What convert prints: nothing if there is an error. */
function converted(
  objects: readonly SourceObject[],
  errors: number,
  { workload, schedule }: Settings,
): Pick<Verdict, 'code' | 'noCode'> {
  if (errors > 0) return { noCode: 'convert writes nothing while there are errors.' };
  if (objects.length === 0) return { noCode: 'There is nothing here that can be converted.' };
  const kind = PLAIN_WORKLOADS.find((one) => one === workload);
  if (kind === undefined && objects.some(({ isSpec }) => isSpec)) {
    return { noCode: "HKube's worker Job is not converted: choose another workload above." };
  }
  const options = { language: 'typescript', workload: { kind: kind ?? 'job', schedule } } as const;
  return { code: convert([{ name: 'pasted', objects }], options) };
}

/** YAML as cdk8s prints it. */
const yamlOf = (manifest: JsonObject) => stringify(manifest, { keepUndefined: true, lineWidth: 0, version: '1.1' });
