/**
 * RoleBinding and ClusterRoleBinding.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-binding-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, pathSegment } from '../../apimachinery/formats';

const GROUP = 'rbac.authorization.k8s.io';
const SUBJECTS = ['ServiceAccount', 'User', 'Group'];

/** A RoleBinding. */
export function validateRoleBinding(v: Validation, binding: any): void {
  validateBinding(v, binding, ['Role', 'ClusterRole'], true);
}

/** A ClusterRoleBinding. */
export function validateClusterRoleBinding(v: Validation, binding: any): void {
  validateBinding(v, binding, ['ClusterRole'], false);
}

function validateBinding(v: Validation, binding: any, roles: readonly string[], isNamespaced: boolean): void {
  const { metadata, roleRef, subjects } = binding;
  validateObjectMeta(v, metadata, pathSegment);
  validateGeneration(v, metadata);
  validateRoleRef(v, roleRef ?? {}, roles);
  (subjects ?? []).forEach((subject: any, i: number) => validateSubject(v, subject, isNamespaced, `subjects[${i}]`));
}

function validateRoleRef(v: Validation, { apiGroup, kind, name }: any, roles: readonly string[]): void {
  const rule = 'RBAC-ROLEREF';
  // An empty group is that of the roles.
  if ((apiGroup || GROUP) !== GROUP) v.notSupported(rule, 'roleRef.apiGroup', apiGroup, [GROUP], 'remove it');
  if (!roles.includes(kind)) v.notSupported(rule, 'roleRef.kind', kind, roles);
  if (!name) v.required(rule, 'roleRef.name');
  else v.invalidAll(rule, 'roleRef.name', name, pathSegment(name));
}

function validateSubject(v: Validation, { kind, apiGroup, name, namespace }: any, isNamespaced: boolean, path: string) {
  const rule = 'RBAC-SUBJECT';
  if (!name) v.required(rule, `${path}.name`);
  switch (kind) {
    case 'ServiceAccount':
      if (name) v.invalidAll(rule, `${path}.name`, name, dnsSubdomain(name));
      if (apiGroup) v.notSupported(rule, `${path}.apiGroup`, apiGroup, [''], 'remove it');
      if (!isNamespaced && !namespace) {
        v.required(rule, `${path}.namespace`, '', 'write the namespace of the ServiceAccount');
      }
      break;
    case 'User':
    case 'Group':
      if ((apiGroup || GROUP) !== GROUP) v.notSupported(rule, `${path}.apiGroup`, apiGroup, [GROUP], 'remove it');
      break;
    default:
      v.notSupported(rule, `${path}.kind`, kind, SUBJECTS);
  }
}
