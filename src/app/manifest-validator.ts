import type { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ConstructFinding, reportFindings } from './findings';
import { objectsIn } from './object-names';
import { checkScope } from './scope';
import { defaultsOf } from './settings';
import { typeAndDetail, Finding, findingText, Validation } from '../apimachinery/finding';
import { anything, decodeOptions, optionsType } from '../apimachinery/options';
import { minorVersion } from '../apimachinery/version';
import { checkPodSecurity } from '../validation/admission/pod-security';
import { validateManifest } from '../validation/validate';

/** Whether a finding stops the synthesis. */
export enum Severity {
  /** The API server refuses the manifest, drops a part of it, or refuses its pods. */
  ERROR = 'error',
  /** The API server accepts it, but it is surely not what was meant. */
  WARNING = 'warning',
}

/** What is wrong with a manifest, at one of its fields. */
export interface ManifestFinding {
  /** Path of the field from the object's root, as the API server prints it: `spec.template.spec.containers[0].name`. */
  readonly path: string;
  /** Kind of the error, in the API server's words: `Required value`, `Invalid value`, `Not found` … */
  readonly type: string;
  /** The offending value. @default - none, where the API server prints none */
  readonly value?: any;
  /** The API server's text: type, value and explanation. */
  readonly text: string;
  /** What to do, in our words. @default - none */
  readonly hint?: string;
  /** Id of the rule, as docs/rules.md lists it: `CTR-NAME`. */
  readonly rule: string;
  /** Error or warning. */
  readonly severity: Severity;
  /** All of it in one line: path, text and hint. */
  readonly message: string;
}

/** How to judge a manifest. */
export interface ManifestValidatorOptions {
  /**
   * Version of the API server, such as `1.31`: 1.28 to 1.37.
   *
   * @default - the newest
   */
  readonly kubernetesVersion?: string;
}

const OPTIONS = optionsType<ManifestValidatorOptions>('ManifestValidatorOptions', { kubernetesVersion: anything });

/**
 * Says what the Kubernetes API server would say to a manifest: Job, CronJob, Deployment, PersistentVolumeClaim, ConfigMap
 * and Secret; of other kinds only the metadata.
 *
 * Constructs of this library use it by themselves, on their final manifests.
 */
export class ManifestValidator {
  /**
   * All findings about a manifest, in order; none when it is fine. It never throws because of the manifest.
   *
   * @param manifest the manifest, as a plain object
   * @param options which API server judges
   * @throws when the version is none that the rules know, and when there is an option that there is not
   */
  public static validate(manifest: any, options: ManifestValidatorOptions = {}): ManifestFinding[] {
    const { options: own, findings } = decodeOptions(options, OPTIONS, 'ManifestValidator.validate', 'HKUBE-TYPE');
    if (findings.length > 0) throw new Error(findings.map(findingText).join('\n'));
    return validateManifest(manifest, minorVersion(own.kubernetesVersion)).map(toFinding);
  }

  /**
   * Has all other API objects in a scope validated too, when the app is synthesized: whatever cdk8s-plus, `Include` or
   * plain `ApiObject`s make. Algorithms are validated in any case.
   *
   * @param scope an app, a chart, or any construct; objects that are added later are included
   * @throws when the scope is no construct
   */
  public static validateAll(scope: IConstruct): void {
    checkScope(scope, 'ManifestValidator.validateAll');
    scope.node.addValidation({ validate: () => watchObjects(scope) });
  }

  private constructor() {}
}

/** Objects that are validated already: by their construct, or by an earlier `validateAll`. */
const validated = new WeakSet<ApiObject>();

/** Leaves an object out of `validateAll`: its construct reports what is wrong with it. */
export function markSelfValidated(object: ApiObject): void {
  validated.add(object);
}

/**
 * Has an object validated that is no workload of ours.
 *
 * @param findings of what it is made of
 */
export function validateByItself(object: ApiObject, findings: readonly Finding[] = []): void {
  validated.add(object);
  object.node.addValidation({ validate: () => [...findings.map(findingText), ...validateObject(object)] });
}

function toFinding(finding: Finding): ManifestFinding {
  return {
    path: finding.path,
    type: finding.type,
    value: finding.value,
    text: finding.type === 'Warning' ? finding.detail : typeAndDetail(finding),
    hint: finding.hint,
    rule: finding.rule,
    severity: finding.severity === 'error' ? Severity.ERROR : Severity.WARNING,
    message: findingText(finding),
  };
}

/** A scope is validated before what is in it, so each object reports in its own name, in the same run. */
function watchObjects(scope: IConstruct): string[] {
  for (const object of objectsIn(scope)) if (!validated.has(object)) validateByItself(object);
  return [];
}

function validateObject(object: ApiObject): string[] {
  try {
    const { kubernetesVersion, podSecurity } = defaultsOf(object);
    const manifest = object.toJson();
    const ofClaim = new Validation(minorVersion(kubernetesVersion));
    checkPodSecurity(ofClaim, podSecurity?.profile, manifest);
    const findings: ConstructFinding[] = [...validateManifest(manifest, ofClaim.minor), ...ofClaim.findings].map(
      (finding) => ({ construct: object, finding }),
    );
    return reportFindings(findings).get(object) ?? [];
  } catch (e) {
    return [(e as Error).message];
  }
}
