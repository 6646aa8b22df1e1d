import { Validation } from '../../apimachinery/finding';
import {
  configKey,
  dnsLabel,
  dnsSubdomain,
  dnsSubdomainPrefix,
  envName,
  relaxedEnvName,
} from '../../apimachinery/formats';
import { validateFieldRef, validateResourceFieldRef } from '../pod/field-selector';
import { validateNoBacksteps } from '../volume/local-path';

/** The gate that lets names be anything printable but "=". */
const RELAXED = 'RelaxedEnvironmentVariableValidation';

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Validates `containers[].env`. */
export function validateEnv(v: Validation, env: readonly any[], path: string): void {
  for (let i = 0; i < env.length; i++) {
    const { name, value, valueFrom } = env[i];
    if (!name) v.required('ENV-NAME', `${path}[${i}].name`);
    else v.invalidAll('ENV-NAME', `${path}[${i}].name`, name, envName(name, v.isOn(RELAXED)));
    if (valueFrom) validateValueFrom(v, valueFrom, value, `${path}[${i}].valueFrom`);
  }
}

function validateValueFrom(v: Validation, source: any, value: unknown, path: string): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) validateFieldRef(v, 'ENV-FIELDREF', fieldRef, FIELDS, `${path}.fieldRef`);
  if (resourceFieldRef) {
    validateResourceFieldRef(v, 'ENV-RESOURCEFIELDREF', resourceFieldRef, `${path}.resourceFieldRef`, false);
  }
  if (configMapKeyRef) validateKeyRef(v, configMapKeyRef, `${path}.configMapKeyRef`);
  if (secretKeyRef) validateKeyRef(v, secretKeyRef, `${path}.secretKeyRef`);
  if (fileKeyRef) validateFileKeyRef(v, fileKeyRef, `${path}.fileKeyRef`);

  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) {
    const known =
      v.minor >= 35 || v.isOn('EnvFiles')
        ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
        : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    v.invalid('ENV-VALUEFROM', path, '', `must specify one of: ${known}`);
  } else if (value) {
    v.invalid('ENV-VALUEFROM', path, '', 'may not be specified when `value` is not empty');
  } else if (sources > 1) {
    v.invalid('ENV-VALUEFROM', path, '', 'may not have more than one field specified at a time');
  }
}

/** A key of a ConfigMap or Secret. */
function validateKeyRef(v: Validation, ref: any, path: string): void {
  v.invalidAll('ENV-VALUEFROM', `${path}.name`, ref.name ?? '', dnsSubdomain(ref.name ?? ''));
  if (!ref.key) v.required('ENV-VALUEFROM', `${path}.key`);
  else v.invalidAll('ENV-VALUEFROM', `${path}.key`, ref.key, configKey(ref.key));
}

function validateFileKeyRef(v: Validation, ref: any, path: string): void {
  if (!ref.key) v.required('ENV-FILEKEYREF', `${path}.key`);
  else v.invalidAll('ENV-FILEKEYREF', `${path}.key`, ref.key, relaxedEnvName(ref.key));
  if (!ref.volumeName) v.required('ENV-FILEKEYREF', `${path}.volumeName`);
  else v.invalidAll('ENV-FILEKEYREF', `${path}.volumeName`, ref.volumeName, dnsLabel(ref.volumeName));
  if (!ref.path) v.required('ENV-FILEKEYREF', `${path}.path`);
  else validateNoBacksteps(v, 'ENV-FILEKEYREF', ref.path, `${path}.path`);
}

/** Env files are read from the pod's emptyDir volumes. */
export function validateFileKeyRefVolumes(
  v: Validation,
  env: readonly any[],
  volumes: ReadonlyMap<string, any>,
  path: string,
): void {
  for (let i = 0; i < env.length; i++) {
    const ref = env[i].valueFrom?.fileKeyRef;
    if (!ref) continue;
    const name = ref.volumeName ?? '';
    const volume = volumes.get(name);
    const at = `${path}[${i}].valueFrom.fileKeyRef.volumeName`;
    if (!volume) v.notFound('ENV-FILEKEYREF', at, name);
    else if (!volume.emptyDir) v.invalid('ENV-FILEKEYREF', at, name, 'referenced volume must be of type emptyDir');
  }
}

/** Validates `containers[].envFrom`. */
export function validateEnvFrom(v: Validation, envFrom: readonly any[], path: string): void {
  envFrom.forEach(({ prefix, configMapRef, secretRef }, i) => {
    if (prefix) v.invalidAll('ENVFROM', `${path}[${i}].prefix`, prefix, envName(prefix, v.isOn(RELAXED)));
    if (configMapRef) validateEnvSource(v, configMapRef, `${path}[${i}].configMapRef`);
    if (secretRef) validateEnvSource(v, secretRef, `${path}[${i}].secretRef`);
    // The server's paths have no index here.
    if (!configMapRef && !secretRef) {
      v.invalid('ENVFROM', path, '', 'must specify one of: `configMapRef` or `secretRef`');
    } else if (configMapRef && secretRef) {
      v.invalid('ENVFROM', path, '', 'may not have more than one field specified at a time');
    }
  });
}

function validateEnvSource(v: Validation, ref: any, path: string): void {
  if (!ref.name) v.required('ENVFROM', `${path}.name`);
  else v.invalidAll('ENVFROM', `${path}.name`, ref.name, dnsSubdomainPrefix(ref.name));
}
