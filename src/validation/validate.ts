import { validateConfigMap } from './objects/config-map';
import { validateCronJob } from './objects/cron-job';
import { decode } from '../apimachinery/decode';
import { validateDeployment } from './objects/deployment';
import { Finding, finding, Validation } from '../apimachinery/finding';
import { validateJob } from './objects/job';
import { validateOtherMeta } from './objects/object-meta';
import { validatePersistentVolumeClaim } from './objects/persistent-volume-claim';
import { isServed, kindType, structOf, structType } from '../apimachinery/schema';
import { validateSecret } from './objects/secret';
import { LARGE, validateSize } from './printed/size';
import { survey, validateYaml } from './printed/yaml-safety';

const RULES: Record<string, (v: Validation, object: any) => void> = {
  'batch/v1 Job': validateJob,
  'batch/v1 CronJob': validateCronJob,
  'apps/v1 Deployment': validateDeployment,
  'v1 PersistentVolumeClaim': validatePersistentVolumeClaim,
  'v1 ConfigMap': validateConfigMap,
  'v1 Secret': validateSecret,
};

/**
 * Whether there are rules for a kind; of others only the fields are checked where they are known, else the metadata.
 */
export const hasRules = (apiVersion: string, kind: string) => Object.hasOwn(RULES, `${apiVersion} ${kind}`);

/**
 * All findings about a manifest, as Kubernetes 1.`minor` would have them, in order: what does not decode, what the
 * rules say, and what would not survive being printed as YAML. Any value will do; it never throws.
 *
 * Of a kind that has no rules, its fields are checked where they are known (Pod, PodTemplate), else its metadata.
 */
export function validateManifest(manifest: unknown, minor: number): Finding[] {
  const v = new Validation(minor);
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    v.add('DEC-TYPE', '', 'Type invalid', 'a manifest is an object');
    return v.findings;
  }
  const { apiVersion, kind, metadata } = manifest as any;
  if (!validateKind(v, apiVersion, kind)) return v.findings;

  const type = kindType(apiVersion, kind, minor);
  const object = type
    ? decode(v, manifest, type)
    : { metadata: decode(v, { metadata }, structOf(kind, METADATA)).metadata ?? {} };
  const rules = RULES[`${apiVersion} ${kind}`];
  const decoded = v.findings.length;
  if (rules) rules(v, object);
  else if (!isKubernetesList(apiVersion, kind, minor)) validateOtherMeta(v, object.metadata ?? {});
  const findings = decoded === 0 ? v.findings : withoutEchoes(v.findings, decoded);
  const { safe, size, cycle } = survey(manifest);
  if (cycle !== undefined) {
    return [
      ...findings,
      finding('DEC-TYPE', cycle, 'Type invalid', 'contains a circular reference, which JSON cannot represent'),
    ];
  }
  if (safe && size < LARGE) return findings;
  const whole = new Validation(minor);
  if (!safe) validateYaml(whole, manifest);
  if (size >= LARGE) validateSize(whole, manifest);
  return [...findings, ...whole.findings];
}

/** What kubectl takes apart: it has no name. */
const isKubernetesList = (apiVersion: string, kind: string, minor: number) =>
  kind.endsWith('List') && isServed(apiVersion, kind, minor) === true;

const METADATA = { metadata: structType('ObjectMeta')! };

/** Whether the object is of a kind that this version has, or may have. */
function validateKind(v: Validation, apiVersion: unknown, kind: unknown): boolean {
  const rule = 'DEC-GVK';
  for (const [field, value] of Object.entries({ apiVersion, kind })) {
    if (value === undefined || value === null || value === '') {
      v.required(rule, field, `Object '${field === 'kind' ? 'Kind' : field}' is missing`);
    } else if (typeof value !== 'string') {
      v.add(rule, field, 'Type invalid', 'must be a string');
    }
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !apiVersion || !kind) return false;
  if (isServed(apiVersion, kind, v.minor) !== false) return true;
  v.invalid(rule, 'kind', kind, `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  return false;
}

/** The rules did not see what was wrong or dropped: what they miss there is no news, nor are references to it. */
function withoutEchoes(findings: readonly Finding[], decoded: number): Finding[] {
  const gone = new Set(
    findings
      .slice(0, decoded)
      .filter(({ type }) => type !== 'Unknown field')
      .map(({ path }) => path),
  );
  const broken = findings.slice(0, decoded).some(({ type }) => type === 'Type invalid');
  return findings.filter(
    ({ path, type }, i) => i < decoded || !(isWithin(path, gone) || (broken && type === 'Not found')),
  );
}

/** Whether a path is one of those, or leads on from one. */
function isWithin(path: string, paths: ReadonlySet<string>): boolean {
  for (let end = 1; end <= path.length; end++) {
    if ((end === path.length || path[end] === '.' || path[end] === '[') && paths.has(path.slice(0, end))) return true;
  }
  return false;
}
