import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkApp, reportFindings, reportFor } from './findings';
import { objectsIn } from './object-names';
import { Pass, perPass } from './pass';
import { manifestOf, ownerOf, printedObject } from './printed';
import { referencesOf } from './references';
import { checkScope, settingsOf } from './settings';
import { rememberPlace, reportErrors } from './written-at';
import { FeatureGates } from '../apimachinery/feature-gates';
import { finding, Finding as RuleFinding, findingText, typeAndDetail } from '../apimachinery/finding';
import { anything, decodeOptions, flag, mapOf, oneOf, optionsType } from '../apimachinery/options';
import { NEWEST_MINOR, OLDEST_MINOR } from '../apimachinery/schema';
import { validationBy } from '../apimachinery/version';
import { checkPodSecurity } from '../validation/admission/pod-security';
import { newWarnings, withTraps } from '../validation/traps';
import { judgeUpdate } from '../validation/update/validate-update';
import { validateManifest } from '../validation/validate';

/** Whether a finding stops the synthesis. */
export enum FindingSeverity {
  /** The API server refuses the manifest, drops a part of it, or refuses its pods. */
  ERROR = 'error',
  /** The API server accepts it, but it is almost certainly a mistake. */
  WARNING = 'warning',
}

/** What is wrong with a manifest, at one of its fields. */
export interface Finding {
  /** Path of the field from the object's root, as the API server prints it: `spec.template.spec.containers[0].name`. */
  readonly path: string;
  /** Kind of the error, in the API server's words: `Required value`, `Invalid value`, `Not found` … */
  readonly type: string;
  /** The offending value. @default - none, where the API server prints none */
  readonly value?: any;
  /** What to do, in our words. @default - none */
  readonly hint?: string;
  /** Id of the rule, as docs/rules.md lists it: `CTR-NAME`. */
  readonly rule: string;
  /** Error or warning. */
  readonly severity: FindingSeverity;
  /** All of it in one line: path, text and hint. */
  readonly message: string;
}

/** How to validate a manifest. */
export interface ManifestValidatorOptions {
  /**
   * Version of the API server, such as `1.31`: 1.28 to 1.37.
   *
   * @default - the newest
   */
  readonly kubernetesVersion?: string;

  /**
   * Which feature gates the cluster turns on or off, by name, such as `WorkloadWithJob`. They decide which fields the
   * server keeps, and which rules apply. All others are as the version has them by default.
   *
   * @default - none
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
   */
  readonly featureGates?: { readonly [name: string]: boolean };
}

const OPTIONS = optionsType<ManifestValidatorOptions>('ManifestValidatorOptions', {
  kubernetesVersion: anything,
  featureGates: mapOf(flag),
});

/** How a new manifest gets into the cluster. */
export enum UpdateMethod {
  /** As `kubectl apply` does: fields that were applied before and are missing now are removed; the rest is merged. */
  APPLY = 'apply',
  /** As `kubectl apply --server-side` does. */
  SERVER_SIDE = 'server-side',
  /** As `kubectl replace` does: the new manifest replaces the whole object. */
  REPLACE = 'replace',
}

/** How to validate an update. */
export interface UpdateValidatorOptions extends ManifestValidatorOptions {
  /**
   * How the new manifest gets into the cluster.
   *
   * @default UpdateMethod.APPLY
   */
  readonly method?: UpdateMethod;
}

const UPDATE_OPTIONS = optionsType<UpdateValidatorOptions>('UpdateValidatorOptions', {
  kubernetesVersion: anything,
  featureGates: mapOf(flag),
  method: oneOf(Object.values(UpdateMethod)),
});

/**
 * Reports what the Kubernetes API server would reject in a manifest: everything in nearly all kinds of Kubernetes; the
 * fields, their types and the metadata in its other kinds; the metadata of custom resources. docs/kinds.md lists the
 * kinds.
 *
 * Constructs of this library validate their final manifests themselves.
 */
export class ManifestValidator {
  /**
   * All findings about a manifest, in order; none when it is valid. It never throws because of the manifest.
   *
   * @param manifest the manifest, as a plain object
   * @param options which version of the API server to validate for
   * @throws when the rules don't support the version, or an option does not exist
   */
  public static validate(manifest: any, options: ManifestValidatorOptions = {}): Finding[] {
    const { options: own, findings } = decodeOptions(options, OPTIONS, 'ManifestValidator.validate', 'HKUBE-TYPE');
    if (findings.length > 0) throw new Error(findings.map(findingText).join('\n'));
    const { minor, gates } = validationBy(own);
    return validateManifest(manifest, minor, gates).map(toFinding);
  }

  /**
   * What the API server would refuse in an update, in order; no errors when it accepts it. A field that is immutable
   * says what to do instead. Warnings are about changes that the server ignores. The new manifest itself has to be
   * valid for an update, too: `validate` says more of it. It never throws because of the manifests.
   *
   * @param oldManifest the manifest that was applied before: its object counts as started (a Job is running, a claim is
   *   bound, a Pod has a node); or the object as the cluster has it, whose `status` counts
   * @param newManifest the manifest that takes its place
   * @param options which version of the API server, and how the new manifest gets there
   * @throws when the rules don't support the version, or an option does not exist
   * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
   */
  public static validateUpdate(oldManifest: any, newManifest: any, options: UpdateValidatorOptions = {}): Finding[] {
    const { options: own, findings } = decodeOptions(
      options,
      UPDATE_OPTIONS,
      'ManifestValidator.validateUpdate',
      'HKUBE-TYPE',
    );
    if (findings.length > 0) throw new Error(findings.map(findingText).join('\n'));
    const server = validationBy(own);
    return judgeUpdate(oldManifest, newManifest, server, own.method ?? 'apply').findings.map(toFinding);
  }

  /**
   * The validation of a scope.
   *
   * @param scope an app, a chart, or any construct; objects that are added later are included
   * @throws when the scope is not a construct
   */
  public static of(scope: IConstruct): ManifestValidator {
    checkScope(scope, 'ManifestValidator.of');
    return new ManifestValidator(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Validates all other API objects in the scope too when the app is synthesized: those of cdk8s-plus, `Include` and
   * plain `ApiObject`s. Those in the chart of an Algorithm are validated by default; Algorithms are always validated.
   *
   * If no scope sets `kubernetesVersion`, it is a warning if only some of the supported versions refuse an object.
   */
  public enable(): void {
    const { scope } = this;
    const pass = Pass.of(scope);
    if (!pass.state(enabledByScope).has(scope)) scope.node.addValidation({ validate: () => validateObjects(scope) });
    pass.state(enabledByScope).set(scope, true);
    pass.touch();
  }

  /** Leaves other API objects in the scope alone that are validated by default or because of a scope around it. */
  public disable(): void {
    const pass = Pass.of(this.scope);
    pass.state(enabledByScope).set(this.scope, false);
    pass.touch();
  }
}

/** Whether the objects of a scope are validated; the nearest scope counts. */
const enabledByScope = () => new WeakMap<IConstruct, boolean>();

/** Charts whose other objects are validated unless a scope says otherwise. */
const chartsOfAlgorithms = () => new Set<Chart>();

/** Has the other objects of a construct's chart validated, unless `disable()` was called for them. */
export function validateChartOf(construct: IConstruct): void {
  Pass.of(construct).state(chartsOfAlgorithms).add(Chart.of(construct));
  checkApp(construct, validateCharts);
}

/** The app is validated before its charts, so each object reports in its own name, in the same run. */
function validateCharts(app: IConstruct): [] {
  for (const chart of Pass.of(app).state(chartsOfAlgorithms)) validateObjects(chart);
  return [];
}

/** Whether an object that is not ours is to be validated: the nearest scope that says so counts. */
function isEnabled(object: ApiObject): boolean {
  const pass = Pass.of(object);
  const enabled = pass.state(enabledByScope);
  const nearest = [...object.node.scopes].reverse().find((scope) => enabled.has(scope));
  if (nearest !== undefined) return enabled.get(nearest) === true;
  return pass.state(chartsOfAlgorithms).has(object.chart);
}

/** Objects that have a validation which reports what is wrong with their manifests. */
const validated = () => new WeakSet<ApiObject>();

/**
 * Has an object validated that is not a workload of ours.
 *
 * @param findings what is wrong with the input that the object was made from
 * @param isValidated whether the manifest is validated too; not where another object reports the same mistake
 */
export function validateByItself(
  object: ApiObject,
  findings: readonly RuleFinding[] = [],
  isValidated?: () => boolean,
): void {
  rememberPlace(object);
  reportFor(object, () => findings);
  addValidation(object, isValidated);
  Pass.of(object).touch();
}

function addValidation(object: ApiObject, isValidated = () => true): void {
  Pass.of(object).state(validated).add(object);
  reportErrors(object, () => (isValidated() ? errorsOf(object) : []));
}

function toFinding(found: RuleFinding): Finding {
  return {
    path: found.path,
    type: found.type,
    value: found.value,
    hint: found.hint,
    rule: found.rule,
    severity: found.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
    message: findingText(found),
  };
}

/** A scope is validated before what is in it, so each object reports in its own name, in the same run. */
const validateObjects = perPass((scope: IConstruct): string[] => {
  const known = Pass.of(scope).state(validated);
  for (const object of objectsIn(scope)) {
    // Constructs of ours report what is wrong with their objects.
    if (!known.has(object) && !printedObject(object)) addValidation(object, () => isEnabled(object));
  }
  return [];
});

/** What is wrong with an object's manifest. */
const errorsOf = perPass((object: ApiObject): string[] => {
  try {
    const findings = findingsOf(object, manifestOf(object));
    return reportFindings(findings.map((each) => ({ construct: object, finding: each }))).get(object) ?? [];
  } catch (e) {
    return [(e as Error).message];
  }
});

function findingsOf(object: ApiObject, manifest: any): RuleFinding[] {
  const settings = settingsOf(object);
  const { kubernetesVersion, podSecurity } = settings;
  const v = validationBy(settings);
  checkPodSecurity(v, podSecurity?.profile, manifest);
  const found = validateManifest(manifest, v.minor, v.gates);
  const known = kubernetesVersion === undefined ? untilVersionIsSet(found, manifest, v.gates) : found;
  const ofObject = withTraps([...known, ...v.findings], manifest, v);
  return [...ofObject, ...newWarnings(ofObject, referencesOf(ownerOf(object), manifest))];
}

/** While it is not known which version judges, what only some versions refuse is a warning. */
function untilVersionIsSet(ofNewest: readonly RuleFinding[], manifest: any, gates: FeatureGates): RuleFinding[] {
  const isError = ({ severity }: RuleFinding) => severity === 'error';
  const ofOldest = validateManifest(manifest, OLDEST_MINOR, gates).filter(isError);
  const [newest, oldest] = [ofNewest.filter(isError), ofOldest].map((found) => new Set(found.map(keyOf)));
  return [
    ...ofNewest.map((each) => (isError(each) && !oldest.has(keyOf(each)) ? warningOf(each, NEWEST_MINOR) : each)),
    ...ofOldest.filter((each) => !newest.has(keyOf(each))).map((each) => warningOf(each, OLDEST_MINOR)),
  ];
}

const keyOf = ({ rule, path }: RuleFinding) => `${rule} ${path}`;

const warningOf = (found: RuleFinding, minor: number): RuleFinding =>
  finding('WARN-VERSION', found.path, 'Warning', `Kubernetes 1.${minor} refuses it: ${typeAndDetail(found)}`, {
    hint: 'Set the Kubernetes version of your cluster in AlgorithmSettings',
  });
