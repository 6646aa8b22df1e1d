/** `cdk8s-hkube diff`: what becomes of the objects in a cluster when other manifests are applied. */

import { paintFor } from './colors';
import { diffReport, LocatedChange } from './diff-report';
import { documentsOf } from './documents';
import { FileVariables } from './file-variables';
import { findSources } from './files';
import { FINDINGS, FINE, Io, WrongUse } from './io';
import { withLeftOut } from './left-out';
import { inDocument, labelOf, LocatedFinding, ObjectReport, reportsOn, unreadable } from './object-report';
import { count, Format } from './report';
import type { FeatureGates } from '../apimachinery/feature-gates';
import { kindOfValue } from '../hkube/document-kind';
import type { Document } from '../text/documents';
import { isObject, JsonObject } from '../text/json-value';
import {
  compareManifests,
  ObjectChange,
  PlacedManifest,
  placedManifests,
} from '../validation/update/compare-manifests';
import type { UpdateMethod } from '../validation/update/validate-update';

export interface DiffOptions {
  readonly output: Format;
  /** The minor version of the Kubernetes that judges. */
  readonly minor: number;
  /** The feature gates that the cluster sets. */
  readonly featureGates: FeatureGates;
  readonly method: UpdateMethod;
  readonly warningsAsErrors: boolean;
}

/** The manifests of a file or directory, and what cannot be read of it. */
interface Side {
  readonly manifests: ReadonlyArray<PlacedManifest<Document>>;
  readonly errors: readonly LocatedFinding[];
  /** How many documents are HKube specs, or lists of them. */
  readonly specs: number;
}

/** Compares two files or directories, and answers with the exit code. */
export async function diff(before: string, after: string, options: DiffOptions, io: Io): Promise<number> {
  if (before === '-' && after === '-') throw new WrongUse('standard input holds either OLD or NEW');
  const [old, wanted] = [await readSide(before, io), await readSide(after, io)];
  const errors = [...old.errors, ...wanted.errors];
  const specs = old.specs + wanted.specs;
  if (specs > 0) {
    io.stderr.write(`note: ${count(specs, 'HKube spec')} not compared: run synth first, and compare its manifests\n`);
  }
  const { minor, featureGates: gates, method } = options;
  const changes = compareManifests(old.manifests, wanted.manifests, { minor, gates }, method);
  const located = changes.map((change) => withPlaces(change, options.warningsAsErrors));
  const isWrong = errors.length > 0 || located.some(({ findings }) => findings.some(isError));
  const exitCode = isWrong ? FINDINGS : FINE;
  const context = { version: `1.${minor}`, cwd: io.cwd, paint: paintFor(io.stdout, io), exitCode };
  io.stdout.write(diffReport(options.output, { errors, changes: located }, context));
  return exitCode;
}

const isError = ({ severity }: LocatedFinding) => severity === 'error';

async function readSide(name: string, io: Io): Promise<Side> {
  const manifests: Array<PlacedManifest<Document>> = [];
  const errors: LocatedFinding[] = [];
  let specs = 0;
  // Before the first release, or after the last, there is nothing.
  const sources = findSources([name], io.cwd, { mayBeEmpty: true });
  for (const source of withLeftOut(sources, io.cwd)) {
    for await (const document of documentsOf(source, io)) {
      if (document.errors.length > 0) {
        errors.push(...findingsOf(unreadable(document.file, document.errors)));
        continue;
      }
      const kind = kindOfValue(document.value);
      if (kind === 'manifest') manifests.push(...placedManifests(document.value, document));
      if (kind === 'spec' || kind === 'specs') specs++;
    }
  }
  return { manifests, errors, specs };
}

/** The findings of one object, with what its variables cause as one. */
const findingsOf = (report: ObjectReport) => new FileVariables().merged(report).findings;

/** A change with the places of its findings in the file, and without secrets. */
function withPlaces(change: ObjectChange<Document>, warningsAsErrors: boolean): LocatedChange {
  const { object, findings, fields, wayOut } = change;
  const { manifest, path, place } = object;
  const label = labelOf(textOf(manifest.kind), isObject(manifest.metadata) ? nameOf(manifest.metadata) : undefined);
  const paths = findings.map((finding) => inDocument(path, finding.path));
  const [report] = reportsOn(place, [{ value: manifest, label, path, findings, fields: paths }]);
  const located = findingsOf(report);
  const final = warningsAsErrors ? located.map((finding) => ({ ...finding, severity: 'error' as const })) : located;
  return {
    change: change.change,
    file: report.file,
    line: report.line,
    label: report.label,
    namespace: report.namespace,
    findings: final,
    fields,
    wayOut,
  };
}

const textOf = (kind: unknown) => (typeof kind === 'string' && kind !== '' ? kind : 'object');
const nameOf = ({ name, generateName }: JsonObject): unknown => name ?? generateName;
