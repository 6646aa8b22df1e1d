import { validateContainerPorts, validateUniqueHostPorts } from './container-port';
import { validateEnv, validateEnvFrom } from './env';
import { validateLifecycle } from './lifecycle';
import { validateProbes } from './probe';
import { validateInitResizePolicy, validateResizePolicy } from './resize-policy';
import { validateResourceRequirements } from './resource-requirements';
import { validateContainerRestartPolicy, validateInitRestartPolicy } from './restart-policy';
import { isPadded } from './seccomp-apparmor';
import { validateSecurityContext } from './security-context';
import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';
import { didYouMeanName } from '../../text/suggest';
import { Volumes } from '../volume/volume';
import { validateVolumeDevices } from '../volume/volume-device';
import { validateVolumeMounts } from '../volume/volume-mount';
import { validatePullPolicy } from '../volume/volume-source';

/** What a container's rules need to know of its pod. */
export interface ContainerContext {
  readonly volumes: Volumes;
  readonly claimNames: ReadonlySet<string>;
  readonly restartPolicy: string;
  readonly gracePeriod: number;
  readonly hostUsers: boolean;
  /** The operating system that the pod names, if it does. */
  readonly os?: string;
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const NONE: readonly any[] = [];

/** Validates `containers`. */
export function validateContainers(
  v: Validation,
  containers: readonly any[],
  context: ContainerContext,
  path: string,
): void {
  if (containers.length === 0) return v.required('CTR-REQUIRED', path);
  const names = new Map<string, string>();
  containers.forEach((container, i) => {
    const at = `${path}[${i}]`;
    const name: string = container.name ?? '';
    const isKnown = v.isKnown(container);
    if (!isKnown) validateContainer(v, container, context, at);
    validateUnique(v, name, names, at);
    if (!names.has(name)) names.set(name, at);
    if (isKnown) return;
    validateRunning(v, container, context, at);
    validateContainerRestartPolicy(v, container, at);
  });
  validateUniqueHostPorts(v, containers, path);
}

/** @param names the names before, with the path of the container that has each */
function validateUnique(v: Validation, name: string, names: ReadonlyMap<string, string>, path: string): void {
  const other = names.get(name);
  if (other !== undefined) v.duplicate('CTR-NAME-UNIQUE', `${path}.name`, name, `${other} has this name too`);
}

/** Validates `initContainers`. */
export function validateInitContainers(
  v: Validation,
  initContainers: readonly any[],
  containers: readonly any[],
  context: ContainerContext,
  path: string,
): void {
  const names = new Map<string, string>();
  const others = path.replace(/initContainers$/, 'containers');
  containers.forEach(({ name }, i) => {
    if (!names.has(name ?? '')) names.set(name ?? '', `${others}[${i}]`);
  });
  initContainers.forEach((container, i) => {
    const at = `${path}[${i}]`;
    const name: string = container.name ?? '';
    const isKnown = v.isKnown(container);
    if (!isKnown) {
      validateContainer(v, container, context, at);
      validateInitRestartPolicy(v, container, at);
    }
    validateUnique(v, name, names, at);
    if (name !== '' && !names.has(name)) names.set(name, at);
    // One by one, because they run one by one; so the server's path always says 0.
    if (isKnown) return;
    validateUniqueHostPorts(v, [container], path);
    if (container.restartPolicy === 'Always') validateRunning(v, container, context, at);
    else validateEnding(v, container, at);
  });
}

/** What only containers have that run as long as the pod. */
function validateRunning(v: Validation, container: any, context: ContainerContext, path: string): void {
  if (container.lifecycle) validateLifecycle(v, container.lifecycle, `${path}.lifecycle`, context);
  validateProbes(v, container, path);
}

const FORBIDDEN_WHEN_ENDING = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

function validateEnding(v: Validation, container: any, path: string): void {
  for (const field of FORBIDDEN_WHEN_ENDING) {
    if (container[field]) {
      v.forbidden(
        'INIT-FORBIDDEN',
        `${path}.${field}`,
        'may not be set for init containers without restartPolicy=Always',
        v.minor >= 29 ? 'With restartPolicy "Always" it would be a sidecar.' : undefined,
      );
    }
  }
  validateInitResizePolicy(v, container.resizePolicy ?? NONE, `${path}.resizePolicy`);
}

function validateName(v: Validation, name: string, path: string): void {
  const messages = dnsLabel(name);
  if (messages.length > 0) v.invalidAll('CTR-NAME', path, name, messages, didYouMeanName(name, dnsLabel));
}

/** What all containers have. */
function validateContainer(v: Validation, container: any, context: ContainerContext, path: string): void {
  const { name, image, terminationMessagePolicy, securityContext } = container;
  if (!name) v.required('CTR-NAME', `${path}.name`);
  else validateName(v, name, `${path}.name`);
  if (!image) v.required('CTR-IMAGE', `${path}.image`, '', 'write the image to run, such as docker.io/acme/print:v4');
  if (terminationMessagePolicy && !MESSAGE_POLICIES.includes(terminationMessagePolicy)) {
    v.notSupported('CTR-TERMMSG', `${path}.terminationMessagePolicy`, terminationMessagePolicy, MESSAGE_POLICIES);
  }
  validateContainerPorts(v, container.ports ?? NONE, `${path}.ports`);
  validateEnv(v, container.env ?? NONE, `${path}.env`);
  validateEnvFrom(v, container.envFrom ?? NONE, `${path}.envFrom`);
  validateVolumeMounts(v, container, context.volumes, `${path}.volumeMounts`);
  validateVolumeDevices(v, container, context.volumes, `${path}.volumeDevices`);
  validatePullPolicy(v, 'CTR-PULLPOLICY', container.imagePullPolicy, `${path}.imagePullPolicy`);
  if (container.resources) {
    validateResourceRequirements(v, container.resources, context.claimNames, `${path}.resources`);
  }
  validateResizePolicy(v, container.resizePolicy ?? NONE, context.restartPolicy, `${path}.resizePolicy`);
  if (securityContext) validateSecurityContext(v, securityContext, context.hostUsers, `${path}.securityContext`);
}

const FORBIDDEN_WHEN_EPHEMERAL = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
];

/** Validates `ephemeralContainers`, which are refused anyway in templates and new pods. */
export function validateEphemeralContainers(v: Validation, spec: any, context: ContainerContext, path: string): void {
  const others = new Set<string>(
    [...(spec.containers ?? NONE), ...(spec.initContainers ?? NONE)].map(({ name }) => name ?? ''),
  );
  const names = new Set(others);
  spec.ephemeralContainers.forEach((container: any, i: number) => {
    const at = `${path}[${i}]`;
    const name: string = container.name ?? '';
    validateContainer(v, container, context, at);
    if (isPadded(container.image ?? '')) {
      v.invalid('CTR-IMAGE', `${at}.image`, container.image, 'must not have leading or trailing whitespace');
    }
    if (names.has(name)) v.duplicate('INIT-MISC', `${at}.name`, name);
    names.add(name);
    const target = container.targetContainerName;
    if (target && !others.has(target)) v.notFound('INIT-MISC', `${at}.targetContainerName`, target);
    for (const field of FORBIDDEN_WHEN_EPHEMERAL) {
      const value = container[field];
      // Empty resources are as good as none.
      if (value != null && (field !== 'resources' || Object.keys(value).length > 0)) {
        v.forbidden('INIT-MISC', `${at}.${field}`, 'cannot be set for an Ephemeral Container');
      }
    }
    (container.volumeMounts ?? NONE).forEach((mount: any, j: number) => {
      for (const field of ['subPath', 'subPathExpr']) {
        if (mount[field]) {
          v.forbidden('INIT-MISC', `${at}.volumeMounts[${j}].${field}`, 'cannot be set for an Ephemeral Container');
        }
      }
    });
  });
}
