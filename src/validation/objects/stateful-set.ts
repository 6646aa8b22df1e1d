/**
 * StatefulSet.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/
 */
import { objectName, validateAnnotations, validateLabels, validateObjectMeta } from './object-meta';
import { validatePersistentVolumeClaimSpec } from './persistent-volume-claim';
import { validateLongRunning, validateTemplateSelector } from './pod-controller';
import { Finding, Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';
import { numberOf, validateAtMost100Percent, validateIntOrPercent } from '../../apimachinery/int-or-percent';
import { nonNegative } from '../../apimachinery/integers';
import { PodMaker, refusedPodsHint } from '../pod/created-pod';
import { validatePodTemplateOnly, warnAboutPodTemplate } from '../pod/pod-template';

const MANAGEMENT_POLICIES = ['OrderedReady', 'Parallel'];
/** The feature gate of the strategy of this name. */
const RECREATE = 'StatefulSetRecreateStrategy';
const RETENTION_POLICIES = ['Retain', 'Delete'];
const MAKER: PodMaker = { controller: 'StatefulSet' };
/** A label of the pods is the name with a dash and a hash of ten letters. */
const MAX_NAME = 63 - 11;
/** The first versions that look at the name of the Service; and at the pods and claims that a StatefulSet makes. */
const SERVICE_NAME_SINCE = 33;
const TEMPLATES_SINCE = 34;

/** A StatefulSet. */
export function validateStatefulSet(v: Validation, statefulSet: any): void {
  const spec = statefulSet.spec ?? {};
  validateObjectMeta(v, statefulSet.metadata, dnsLabel);
  if (spec.podManagementPolicy && !MANAGEMENT_POLICIES.includes(spec.podManagementPolicy)) {
    v.invalid(
      'STS-POLICY',
      'spec.podManagementPolicy',
      spec.podManagementPolicy,
      "must be 'OrderedReady' or 'Parallel'",
    );
  }
  validateUpdateStrategy(v, spec.updateStrategy ?? {}, 'spec.updateStrategy');
  validateRetentionPolicy(v, spec.persistentVolumeClaimRetentionPolicy, 'spec.persistentVolumeClaimRetentionPolicy');
  validateClaimTemplates(v, spec.volumeClaimTemplates ?? [], 'spec.volumeClaimTemplates');
  nonNegative(v, 'STS-NONNEG', 'spec.replicas', spec.replicas);
  nonNegative(v, 'STS-NONNEG', 'spec.minReadySeconds', spec.minReadySeconds);
  nonNegative(v, 'STS-NONNEG', 'spec.ordinals.start', spec.ordinals?.start);
  validateServiceName(v, spec.serviceName, 'spec.serviceName');
  validateTemplateSelector(v, 'STS-SELECTOR', spec, 'statefulset');
  validateTemplate(v, spec);
  validateLongRunning(v, 'STS', spec.template?.spec, 'StatefulSet');
  warnAboutPodTemplate(v, spec.template, 'spec.template', MAKER);
  warnAboutLongName(v, objectName(statefulSet.metadata));
}

function validateUpdateStrategy(v: Validation, strategy: any, path: string): void {
  const rule = 'STS-STRATEGY';
  const { rollingUpdate } = strategy;
  const type = strategy.type || 'RollingUpdate';
  const hasRecreate = v.isOn(RECREATE);
  if (type === 'OnDelete' || (type === 'Recreate' && hasRecreate)) {
    if (rollingUpdate) {
      v.invalid(rule, `${path}.rollingUpdate`, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'");
    }
    return;
  }
  if (type !== 'RollingUpdate') {
    const types = hasRecreate ? "'RollingUpdate', 'OnDelete', or 'Recreate'" : "'RollingUpdate' or 'OnDelete'";
    const hint = v.minor >= 37 && type === 'Recreate' ? `Recreate needs the feature gate ${RECREATE}` : undefined;
    return v.invalid(rule, path, strategy, `must be ${types}`, hint);
  }
  nonNegative(v, rule, `${path}.rollingUpdate.partition`, rollingUpdate?.partition);
  const maxUnavailable = rollingUpdate?.maxUnavailable ?? undefined;
  if (maxUnavailable === undefined) return;
  const at = `${path}.rollingUpdate.maxUnavailable`;
  validateIntOrPercent(v, rule, maxUnavailable, at);
  if (numberOf(maxUnavailable) === 0) v.invalid(rule, at, maxUnavailable, 'cannot be 0');
  validateAtMost100Percent(v, rule, maxUnavailable, at);
}

function validateRetentionPolicy(v: Validation, policy: any, path: string): void {
  for (const field of ['whenDeleted', 'whenScaled']) {
    const value = policy?.[field];
    if (value && !RETENTION_POLICIES.includes(value)) {
      v.notSupported('STS-RETENTION', `${path}.${field}`, value, RETENTION_POLICIES);
    }
  }
}

/**
 * Up to 1.33 the server looks at the claims when it makes them, which no pod waits for in vain here: it is a warning.
 */
function validateClaimTemplates(v: Validation, templates: readonly any[], path: string): void {
  const names = new Set<string>();
  templates.forEach(({ metadata, spec }, i) => {
    const name: string = metadata?.name ?? '';
    const claim = v.fresh();
    validatePersistentVolumeClaimSpec(claim, spec ?? {}, `${path}[${i}].spec`);
    for (const finding of claim.findings) {
      if (v.minor >= TEMPLATES_SINCE) v.findings.push(finding);
      else warnAboutClaim(v, finding);
    }
    const ofMetadata = v.fresh();
    validateLabels(ofMetadata, metadata?.labels, `${path}[${i}].metadata.labels`);
    validateAnnotations(ofMetadata, metadata?.annotations, `${path}[${i}].metadata.annotations`);
    ofMetadata.findings.forEach((finding) => warnAboutClaim(v, finding));
    if (names.has(name) && !v.isUpdate) {
      v.duplicate(
        'STS-CLAIM-UNIQUE',
        `${path}[${i}].metadata.name`,
        name,
        'The server would accept the StatefulSet, but create only the last of these claims',
      );
    }
    names.add(name);
  });
}

/** The server accepts the StatefulSet, but refuses its claims. */
const warnAboutClaim = (v: Validation, { path, value, detail, type }: Finding) =>
  v.warn('WARN-CLAIM-TEMPLATE', path, value, `no pod starts: ${detail || type}`);

function validateServiceName(v: Validation, serviceName: string | null | undefined, path: string): void {
  if (!serviceName || (v.isUpdate && v.minor < SERVICE_NAME_SINCE)) return;
  const hint = v.minor >= SERVICE_NAME_SINCE ? undefined : refusedPodsHint(MAKER);
  v.invalidAll('STS-SERVICENAME', path, serviceName, dnsLabel(serviceName), hint);
}

/** Each pod has its own claims as volumes, its own name as host name, and the Service as subdomain. */
function validateTemplate(v: Validation, { template, volumeClaimTemplates }: any): void {
  const podSpec = template?.spec ?? {};
  const names = new Set<string>((volumeClaimTemplates ?? []).map(({ metadata }: any) => metadata?.name ?? ''));
  const claims = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = (podSpec.volumes ?? []).filter(({ name }: any) => !names.has(name ?? ''));
  const spec = { ...podSpec, volumes: [...claims, ...others], hostname: undefined, subdomain: undefined };
  const before = v.findings.length;
  validatePodTemplateOnly(v, { ...template, spec }, 'spec.template', MAKER);
  if (v.minor >= TEMPLATES_SINCE) return;
  const found = v.findings.splice(before);
  if (v.isUpdate) return;
  const hint = refusedPodsHint(MAKER);
  for (const finding of found) {
    const isOfPods = finding.hint === undefined && finding.path.startsWith('spec.template.spec');
    v.findings.push(isOfPods ? { ...finding, hint } : finding);
  }
}

function warnAboutLongName(v: Validation, name: string): void {
  if (name.length <= MAX_NAME || dnsLabel(name).length > 0) return;
  v.warn(
    'WARN-STATEFULSET-NAME',
    'metadata.name',
    name,
    'no pod starts, because a label made of the name and a hash gets too long',
    `Use at most ${MAX_NAME} characters`,
  );
}
