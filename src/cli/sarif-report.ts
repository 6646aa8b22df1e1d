/**
 * Reports as SARIF 2.1.0, which code scanning of GitHub and other services read.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

import { fileUri } from './file-uri';
import type { LocatedFinding } from './object-report';
import { homePage, packageInfo } from './package-info';
import { decodedOnlyReason, filesNotRead, Report, ReportContext, skipReason } from './report';
import { ruleNote } from './rule-notes';
import { printedJson } from '../text/escape';
import { sha256 } from '../text/hash';

/** A finding, and the object that it is about. */
export interface SarifFinding {
  readonly finding: LocatedFinding;
  /** `Job print`; empty for what is wrong with the text itself. */
  readonly label: string;
  readonly namespace?: string;
}

/** What was not validated, or only in part. */
export interface SarifNote {
  readonly file: string;
  readonly line?: number;
  readonly text: string;
}

export interface SarifRun {
  readonly findings: readonly SarifFinding[];
  readonly notes: readonly SarifNote[];
  readonly exitCode: number;
  /** Counts and the like. */
  readonly properties: object;
  /** The working directory, which addresses of files are relative to. */
  readonly cwd: string;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export function sarifReport({ version, cwd, write }: ReportContext): Report {
  const findings: SarifFinding[] = [];
  const notes: SarifNote[] = [];
  return {
    add: (report) => {
      const { label, namespace, file, line } = report;
      findings.push(...report.findings.map((finding) => ({ finding, label, namespace })));
      const reason = skipReason(report) ?? decodedOnlyReason(report);
      if (reason !== undefined) notes.push({ file, line, text: `${label}: ${reason}` });
    },
    end: (totals, exitCode) => {
      notes.push(...filesNotRead(totals).map(([file, text]) => ({ file, text })));
      const { files, objects, errors, warnings, validated, decodedOnly, notValidated } = totals;
      const counts = { files, objects, errors, warnings, validated, decodedOnly, notValidated };
      write(sarifLog({ findings, notes, exitCode, cwd, properties: { kubernetesVersion: version, ...counts } }));
    },
  };
}

/** The whole log: one run of our program. */
export function sarifLog({ findings, notes, exitCode, properties, cwd }: SarifRun): string {
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))];
  const { version } = packageInfo();
  const fingerprint = fingerprints();
  return printedJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-hkube',
            version,
            informationUri: homePage(),
            rules: rules.map(ruleOf),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            exitCode,
            toolExecutionNotifications: notes.map((note) => ({
              level: 'note',
              message: { text: note.text },
              locations: [{ physicalLocation: physical(note.file, cwd, note.line && { startLine: note.line }) }],
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.map((each) => result(each, rules, cwd, fingerprint)),
        properties,
      },
    ],
  });
}

function ruleOf(id: string): object {
  const { uri: helpUri, text, severity } = ruleNote(id);
  return {
    id,
    shortDescription: { text },
    helpUri,
    help: { text: `${text}. See ${helpUri}` },
    defaultConfiguration: { level: severity },
  };
}

type Fingerprint = (uri: string, object: string, finding: LocatedFinding) => string;

function result(
  { finding, label, namespace = '' }: SarifFinding,
  rules: readonly string[],
  cwd: string,
  fingerprint: Fingerprint,
): object {
  const { file, line, column, rule, severity, message, path } = finding;
  const location = physical(file, cwd, { startLine: line, startColumn: column });
  const object = namespace === '' ? label : label.replace(' ', ` ${namespace}/`);
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: message },
    locations: [{ physicalLocation: location, ...(label !== '' && { logicalLocations: logical(object, path) }) }],
    partialFingerprints: { 'finding/v1': fingerprint(location.artifactLocation.uri, object, finding) },
  };
}

const physical = (file: string, cwd: string, region?: object | 0) => ({
  artifactLocation: fileUri(file, cwd),
  ...(region && { region }),
});

/** The object, and the field in it. */
const logical = (object: string, path: string) => [
  { fullyQualifiedName: object, kind: 'object' },
  ...(path === '' ? [] : [{ name: path, fullyQualifiedName: `${object}: ${path}`, kind: 'property' }]),
];

/** Tells findings apart wherever their lines move to. Equal ones are counted. */
function fingerprints(): Fingerprint {
  const seen = new Map<string, number>();
  return (uri, object, { rule, path }) => {
    const hash = sha256(JSON.stringify([uri, object, rule, path])).slice(0, 32);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
}
