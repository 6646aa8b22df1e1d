/** The validation plugin for cdk8s-cli: `validations:` in cdk8s.yaml. */

import { FileReferences } from './file-references';
import type { LocatedFinding, ObjectReport } from './object-report';
import { ruleNote } from './rule-notes';
import { validateDocument } from './validate-document';
import type { FeatureGates } from '../apimachinery/feature-gates';
import { findingText } from '../apimachinery/finding';
import { anything, decodeOptions, flag, mapOf, optionsType } from '../apimachinery/options';
import { minorVersion, ServerOptions, validationBy } from '../apimachinery/version';
import { readDocuments } from '../text/documents';
import { readBytes } from '../text/file';
import type { JsonObject } from '../text/json-value';

/**
 * What cdk8s-cli passes to a validation plugin, as far as this one uses it.
 * @internal
 */
export interface ValidationContext {
  /** The files to validate. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/**
 * `properties` of the plugin in cdk8s.yaml.
 * @internal
 */
export interface ManifestValidationProperties {
  /** Version of the API server, in quotes: `'1.34'`. @default - the newest */
  readonly kubernetesVersion?: string;
  /** The feature gates that the cluster sets: `EmptyDirVolumeMode: true`. @default - none */
  readonly featureGates?: FeatureGates;
  /** Whether warnings fail the validation. @default false */
  readonly warningsAsErrors?: boolean;
}

const PROPERTIES = optionsType<ManifestValidationProperties>('ManifestValidationProperties', {
  kubernetesVersion: anything,
  featureGates: mapOf(flag),
  warningsAsErrors: flag,
});

/**
 * Validates all manifests of an app, whatever language it is written in, as `ManifestValidator` does. cdk8s-cli loads
 * it when cdk8s.yaml names it.
 * @internal
 */
export class ManifestValidation {
  /** @param properties those of cdk8s.yaml, of any type */
  public constructor(private readonly properties: unknown = {}) {}

  /** Adds a violation to the report for each finding. Only errors fail it. */
  public async validate({ manifests, report }: ValidationContext): Promise<void> {
    const { options, findings } = decodeOptions(this.properties, PROPERTIES, 'properties', 'PLUGIN-PROPERTIES');
    const problems = [...findings.map(findingText), ...serverProblems(options)];
    if (problems.length > 0) {
      problems.forEach((problem) => report.addViolation(wrongProperties(problem)));
      return report.submit('failure');
    }
    const { kubernetesVersion, warningsAsErrors = false } = options;
    const objects = manifests.flatMap((file) => reportsOf(file, options));
    const references = new FileReferences();
    objects.forEach((object) => references.add({ ...object, isNamed: true }));
    const reports = [...objects, ...references.reports()];
    const found = reports.flatMap((each) => each.findings);
    for (const { file, label, findings: ofObject } of reports) {
      for (const finding of ofObject) report.addViolation(violation(file, label, finding));
    }
    const errors = found.filter(({ severity }) => severity === 'error' || warningsAsErrors).length;
    report.submit(errors > 0 ? 'failure' : 'success', {
      Kubernetes: `1.${minorVersion(kubernetesVersion)}`,
      Objects: String(objects.length),
      Errors: String(errors),
      Warnings: String(found.length - errors),
    });
  }
}

/** YAML reads 1.30 as the number 1.3. */
function serverProblems(server: ServerOptions): string[] {
  const { kubernetesVersion } = server as JsonObject;
  if (typeof kubernetesVersion === 'number') {
    return [
      `properties.kubernetesVersion: ${kubernetesVersion} is a number. Put the version in quotes: "1.30" is not "1.3"`,
    ];
  }
  try {
    validationBy(server);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((problem) => `properties.${problem}`);
  }
}

function reportsOf(file: string, { kubernetesVersion, featureGates }: ServerOptions): ObjectReport[] {
  const options = { workload: 'job' as const, kubernetesVersion: kubernetesVersion ?? undefined, featureGates };
  const documents = readDocuments(Buffer.from(readBytes(file)).toString('utf8'), file);
  return [...documents].flatMap((document) => validateDocument(document, options));
}

const violation = (file: string, label: string, { rule, path, line, message }: LocatedFinding) => ({
  ruleName: rule,
  recommendation: message,
  fix: `See ${ruleNote(rule).uri}`,
  // cdk8s-cli finds the construct by the name of its object.
  violatingResources: [
    {
      resourceName: label.slice(label.indexOf(' ') + 1),
      locations: [`${path === '' ? 'the whole object' : path} (line ${line})`],
      manifestPath: file,
    },
  ],
});

const wrongProperties = (problem: string) => ({
  ruleName: 'PLUGIN-PROPERTIES',
  recommendation: problem,
  fix: 'Correct `properties` of the plugin in cdk8s.yaml',
  violatingResources: [{ resourceName: 'cdk8s.yaml', locations: ['validations'], manifestPath: 'cdk8s.yaml' }],
});
