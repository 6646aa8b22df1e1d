/** The door for pods: props become the pod around the containers, in the API's form, and findings. */

import type * as kplus from 'cdk8s-plus-28';
import type { DeclaredPod, PodDeclaration } from './pod-declaration';
import { dependOnSources, readContainer } from './read-container';
import { Finding, finding } from '../../apimachinery/finding';
import {
  anything,
  decodeOptions,
  isConstruct,
  isOptions,
  listOf,
  object,
  optionsType,
} from '../../apimachinery/options';
import { apiName, fieldToApi, plainValue } from '../../apimachinery/to-api';
import { nameOf, renderReference } from '../../app/cdk8s-plus';
import { inside } from '../../render/rendering';
import { JsonObject, setField } from '../../text/json-value';
import type { AlgorithmPod } from '../pod-props';

/** Props that are not simply fields of the API's pod. */
const OWN_NAMES = [
  'labels',
  'annotations',
  'initContainers',
  'serviceAccount',
  'imagePullSecrets',
  'fields',
] as const satisfies readonly (keyof AlgorithmPod)[];
const OWN = optionsType<Pick<AlgorithmPod, (typeof OWN_NAMES)[number]>>(
  'PodProps',
  {
    labels: object,
    annotations: object,
    initContainers: listOf(anything),
    serviceAccount: anything,
    imagePullSecrets: listOf(anything),
    fields: object,
  },
  { isOpen: true },
);

/** Reads a pod's props. Nothing in the result is shared with them. */
export function readPod(props: unknown): DeclaredPod {
  const { options, findings: all } = decodeOptions<JsonObject>(props, OWN, '', 'HKUBE-TYPE');
  const { labels, annotations, initContainers = [], serviceAccount, imagePullSecrets, fields, ...plain } = options;
  const findings = all.filter(({ path }) => !isMetadata(path));
  const read: JsonObject = {};
  for (const [key, value] of Object.entries(plain)) {
    const field = apiName('PodSpec', key);
    setField(read, field, fieldToApi('PodSpec', field, value));
  }
  if (imagePullSecrets) setField(read, 'imagePullSecrets', imagePullSecrets.map(renderReference));
  if (serviceAccount !== undefined) {
    const refused = accountFinding(serviceAccount);
    if (refused) findings.push(refused);
    if (Object.hasOwn(read, 'serviceAccountName')) {
      const hint = 'Remove serviceAccount or serviceAccountName';
      findings.push(finding('HKUBE-FIELDS', 'serviceAccountName', 'Forbidden', 'is set twice', { hint }));
    } else {
      setField(read, 'serviceAccountName', nameOf(serviceAccount));
    }
  }
  return {
    initContainers: initContainers.map((container: unknown) => readContainer(container ?? {})),
    fields: read,
    extraFields: plainValue(fields ?? {}),
    labels: plainValue(labels ?? {}),
    annotations: annotations && plainValue(annotations),
    findings,
    templateFindings: inside(
      'metadata',
      all.filter(({ path }) => isMetadata(path)),
    ),
  };
}

const isMetadata = (path: string) => /^(labels|annotations)\b/.test(path);

const ACCOUNT = 'ServiceAccount';

/**
 * Reports an account without a name, of which nothing would be rendered, and a Secret, which has a name but is not an
 * account.
 */
function accountFinding(account: any): Finding | undefined {
  const name = nameOf(account);
  const { kind = ACCOUNT } = Object(account);
  if (typeof name === 'string' && name !== '' && kind === ACCOUNT) return undefined;
  const hint = 'Use one of cdk8s-plus, or set serviceAccountName';
  return finding('HKUBE-TYPE', 'serviceAccount', 'Invalid value', 'must be a ServiceAccount', { hint });
}

/** Reads a Secret, or the name of one. */
export function readPullSecret(secret: unknown): { readonly reference: JsonObject; readonly findings: Finding[] } {
  const { kind = 'Secret' } = Object(secret);
  const isSecret = typeof secret === 'string' || (isConstruct(secret) && kind === 'Secret');
  if (isSecret) return { reference: { name: nameOf(secret as kplus.ISecret) }, findings: [] };
  const hint = 'Use one of cdk8s-plus, or the name of an existing one';
  return {
    reference: {},
    findings: [finding('HKUBE-TYPE', 'imagePullSecrets', 'Invalid value', 'must be a Secret', { hint })],
  };
}

/** Makes the pod depend on the objects that its props name. */
export function dependOnPodSources(pod: PodDeclaration, props: unknown): void {
  const { serviceAccount, imagePullSecrets, initContainers } = (isOptions(props) ? props : {}) as AlgorithmPod;
  pod.dependOn(serviceAccount, ...(Array.isArray(imagePullSecrets) ? imagePullSecrets : []));
  for (const container of Array.isArray(initContainers) ? initContainers : []) dependOnSources(pod, container);
}
