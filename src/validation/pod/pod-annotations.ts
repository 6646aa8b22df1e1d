import { validateTolerations } from './toleration';
import type { ContainersWithPath } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';
import { validateDescendingPath } from '../volume/local-path';

/** Annotations of a pod template that mean something to Kubernetes. */

const RULE = 'TPL-ANNOTATIONS';
/** Marks what a kubelet runs from a file of its own. */
export const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

type Annotations = Record<string, string>;

/** Validates their values; `path` is that of the annotations. */
export function validatePodAnnotations(
  v: Validation,
  annotations: Annotations,
  spec: any,
  containers: ContainersWithPath,
  path: string,
): void {
  const names = new Set(containers.map(([{ name }]) => name ?? ''));
  for (const [key, value] of Object.entries(annotations)) {
    if (key === MIRROR) {
      if (!spec.nodeName) {
        v.invalid(RULE, `${path}[${key}]`, value, 'must set spec.nodeName if mirror pod annotation is set');
      }
    } else if (key === TOLERATIONS) {
      validateTolerationsAnnotation(v, value, path);
    } else if (key === DELETION_COST) {
      if (!isInt32(value) && v.isOn('PodDeletionCost')) {
        v.invalid(RULE, `${path}[${key}]`, value, 'must be a 32bit integer');
      }
    } else if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) {
      validateSeccompAnnotation(v, value, `${path}.${key}`);
    } else if (key.startsWith(APP_ARMOR)) {
      const name = key.slice(APP_ARMOR.length);
      if (!names.has(name)) {
        v.invalid(
          RULE,
          `${path}[${key}]`,
          name,
          'container not found',
          v.searchHint(() => declared('containers', name, [...names])),
        );
      }
      if (!/^($|runtime\/default$|unconfined$|localhost\/)/.test(value)) {
        v.invalid(RULE, `${path}[${key}]`, value, `invalid AppArmor profile name: ${JSON.stringify(value)}`);
      }
    }
  }
}

/** Without a plus sign or leading zeros. */
function isInt32(value: string): boolean {
  return /^(0|[1-9]\d*|-\d+)$/.test(value) && Number(value) >= -2147483648 && Number(value) <= 2147483647;
}

function validateTolerationsAnnotation(v: Validation, value: string, path: string): void {
  if (value === '') return;
  const tolerations = parseTolerations(value);
  if (tolerations) validateTolerations(v, tolerations, `${path}.${TOLERATIONS}`);
  else v.invalid(RULE, path, TOLERATIONS, 'cannot be read as a list of tolerations');
}

/** As Go reads JSON: names of fields in any case, and integers without point or exponent. */
function parseTolerations(text: string): any[] | undefined {
  let list: any;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (list === null) return [];
  if (
    !Array.isArray(list) ||
    [...text.matchAll(/"tolerationSeconds"\s*:\s*([\d.eE+-]+)/giu)].some(([, number]) => !isInt64(number))
  ) {
    return undefined;
  }
  const tolerations = list.map(readToleration);
  return tolerations.every(Boolean) ? tolerations : undefined;
}

const isInt64 = (text: string) => /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

const TOLERATION_FIELDS = ['key', 'operator', 'value', 'effect', 'tolerationSeconds'].map((name) => ({
  name,
  spelling: new RegExp(`^${name}$`, 'iu'),
  type: name === 'tolerationSeconds' ? 'number' : 'string',
}));

function readToleration(value: unknown): any {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const toleration: any = {};
  for (const [key, part] of Object.entries(value ?? {})) {
    const field = TOLERATION_FIELDS.find(({ spelling }) => spelling.test(key));
    if (!field || part === null) continue;
    if (typeof part !== field.type) return undefined;
    toleration[field.name] = part;
  }
  return toleration;
}

function validateSeccompAnnotation(v: Validation, profile: string, path: string): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith(LOCALHOST)) validateDescendingPath(v, RULE, profile.slice(LOCALHOST.length), path);
  else v.invalid(RULE, path, profile, 'must be a valid seccomp profile');
}

/**
 * Profiles given twice, by annotation and by field, must be the same.
 *
 * @param isPod whether it is a pod, in which a container's annotation becomes its field
 */
export function validateProfileAnnotations(
  v: Validation,
  annotations: Annotations,
  spec: any,
  containers: ContainersWithPath,
  path: string,
  isPod = false,
): void {
  const get = (key: string) => (Object.hasOwn(annotations, key) ? annotations[key] : undefined);
  const podContext = spec.securityContext;
  const runtimeDefaults = ['runtime/default', 'docker/default'];
  validateMatch(
    v,
    'seccomp',
    get(SECCOMP_POD),
    podContext?.seccompProfile,
    runtimeDefaults,
    `${path}.securityContext.seccompProfile`,
  );
  for (const [{ name, securityContext }, at] of containers) {
    validateMatch(
      v,
      'seccomp',
      get(SECCOMP_CONTAINER + (name ?? '')),
      securityContext?.seccompProfile,
      runtimeDefaults,
      `${at}.securityContext.seccompProfile`,
    );
  }
  if (v.minor < 30 || spec.os?.name === 'windows') return;
  for (const [{ name, securityContext }, at] of containers) {
    const profile = securityContext?.appArmorProfile ?? (isPod ? undefined : podContext?.appArmorProfile);
    validateMatch(
      v,
      'apparmor',
      get(APP_ARMOR + (name ?? '')),
      profile,
      ['runtime/default'],
      `${at}.securityContext.appArmorProfile`,
    );
  }
}

function validateMatch(
  v: Validation,
  what: string,
  annotation: string | undefined,
  profile: any,
  runtimeDefaults: readonly string[],
  path: string,
): void {
  if (annotation === undefined || !profile) return;
  const typeDiffers =
    profile.type === 'Unconfined'
      ? annotation !== 'unconfined'
      : profile.type === 'RuntimeDefault'
        ? !runtimeDefaults.includes(annotation)
        : profile.type === 'Localhost' && !annotation.startsWith(LOCALHOST);
  if (typeDiffers) {
    v.forbidden(RULE, `${path}.type`, `${what} type in annotation and field must match`);
  } else if (profile.type === 'Localhost' && annotation.slice(LOCALHOST.length) !== profile.localhostProfile) {
    v.forbidden(RULE, `${path}.localhostProfile`, `${what} profile in annotation and field must match`);
  }
}
