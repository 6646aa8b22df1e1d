import { goPlace } from '../../src/apimachinery/go-types';
import { FieldType, kindType } from '../../src/apimachinery/schema';

/** The place of a value that is of the wrong type. */
function placeIn(apiVersion: string, kind: string, path: Array<string | number>): string {
  const root = kindType(apiVersion, kind)!;
  let type: FieldType = root;
  for (const part of path) {
    if (type.kind === 'either') type = typeof part === 'number' ? type.or : type.struct;
    if (type.kind === 'struct') type = type.fields.get(String(part))!.type;
    else if (type.kind === 'list' || type.kind === 'map') type = type.of;
  }
  return goPlace({ type: root, value: { apiVersion } }, path, type);
}

test.each<[string, string, Array<string | number>, string]>([
  ['v1', 'Pod', ['metadata'], 'Pod.metadata of type v1.ObjectMeta'],
  ['v1', 'Pod', ['metadata', 'labels'], 'ObjectMeta.metadata.labels of type map[string]string'],
  ['v1', 'Pod', ['metadata', 'labels', '[a.b]'], 'ObjectMeta.metadata.labels of type string'],
  ['v1', 'Pod', ['metadata', 'uid'], 'ObjectMeta.metadata.uid of type types.UID'],
  ['v1', 'Pod', ['spec', 'containers'], 'PodSpec.spec.containers of type []v1.Container'],
  ['v1', 'Pod', ['spec', 'volumes', 0, 'csi'], 'Volume.spec.volumes.VolumeSource.csi of type v1.CSIVolumeSource'],
  ['v1', 'Pod', ['spec', 'overhead'], 'PodSpec.spec.overhead of type v1.ResourceList'],
  ['v1', 'Secret', ['data'], 'Secret.data of type map[string][]uint8'],
  ['v1', 'Secret', ['data', '[a]'], 'Secret.data of type []uint8'],
  ['v1', 'Node', ['spec', 'taints', 1, 'effect'], 'Taint.spec.taints.effect of type v1.TaintEffect'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingAdmissionPolicy',
    ['spec', 'matchConstraints', 'resourceRules', 0, 'operations'],
    'NamedRuleWithOperations.spec.matchConstraints.resourceRules.RuleWithOperations.operations of type ' +
      '[]v1beta1.OperationType',
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    ['spec', 'matchConstraints', 'resourceRules', 0, 'apiGroups', 1],
    'NamedRuleWithOperations.spec.matchConstraints.resourceRules.RuleWithOperations.Rule.apiGroups of type string',
  ],
  [
    'certificates.k8s.io/v1',
    'CertificateSigningRequest',
    ['spec', 'extra', '[a]'],
    'CertificateSigningRequestSpec.spec.extra of type v1.ExtraValue',
  ],
  [
    'certificates.k8s.io/v1',
    'CertificateSigningRequest',
    ['spec', 'extra', '[a]', 0],
    'CertificateSigningRequestSpec.spec.extra of type string',
  ],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', ['subjects', 0], 'RoleBinding.subjects of type v1.Subject'],
  [
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    ['spec', 'rules', 0, 'subjects', 0],
    'PolicyRulesWithSubjects.spec.rules.subjects of type v1.Subject',
  ],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', '[a]', 'x-kubernetes-validations', 0],
    'JSONSchemaProps.spec.versions.schema.openAPIV3Schema.properties.x-kubernetes-validations of type ' +
      'v1.ValidationRule',
  ],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'items', 'type'],
    'JSONSchemaProps.type of type string',
  ],
])('%s %s, %j', (apiVersion, kind, path, expected) => {
  expect(placeIn(apiVersion, kind, path)).toBe(expected);
});
