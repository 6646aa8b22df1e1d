/**
 * Role and ClusterRole.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { Validation } from '../../apimachinery/finding';
import { pathSegment } from '../../apimachinery/formats';
import { isUsableSelector, validateLabelSelector } from '../pod/label-selector';

/** A Role. */
export function validateRole(v: Validation, { metadata, rules }: any): void {
  validateObjectMeta(v, metadata, pathSegment);
  validateGeneration(v, metadata);
  validatePolicyRules(v, rules ?? [], true);
}

/** A ClusterRole. */
export function validateClusterRole(v: Validation, { metadata, rules, aggregationRule }: any): void {
  validateObjectMeta(v, metadata, pathSegment);
  validateGeneration(v, metadata);
  validatePolicyRules(v, rules ?? [], false);
  if (aggregationRule) validateAggregation(v, aggregationRule.clusterRoleSelectors ?? []);
}

function validatePolicyRules(v: Validation, rules: readonly any[], isNamespaced: boolean): void {
  const isGiven = (list: unknown[] | null | undefined) => (list ?? []).length > 0;
  rules.forEach(({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }, i) => {
    const rule = 'RBAC-RULE';
    const path = `rules[${i}]`;
    if (!isGiven(verbs)) {
      v.required(rule, `${path}.verbs`, v.minor <= 36 ? 'verbs must contain at least one value' : '');
    }
    if (!isGiven(nonResourceURLs)) {
      if (!isGiven(apiGroups)) {
        v.required(
          rule,
          `${path}.apiGroups`,
          'resource rules must supply at least one api group',
          'write [""] for the core group',
        );
      }
      if (!isGiven(resources)) {
        v.required(rule, `${path}.resources`, 'resource rules must supply at least one resource');
      }
      return;
    }
    if (isNamespaced) {
      v.invalid(
        rule,
        `${path}.nonResourceURLs`,
        nonResourceURLs,
        'namespaced rules cannot apply to non-resource URLs',
        'use a ClusterRole',
      );
    }
    if (isGiven(apiGroups) || isGiven(resources) || isGiven(resourceNames)) {
      v.invalid(
        rule,
        `${path}.nonResourceURLs`,
        nonResourceURLs,
        'rules cannot apply to both regular resources and non-resource URLs',
        'write two rules',
      );
    }
  });
}

function validateAggregation(v: Validation, selectors: readonly any[]): void {
  const rule = 'RBAC-AGGREGATION';
  const path = 'aggregationRule.clusterRoleSelectors';
  if (selectors.length === 0) {
    v.required(rule, path, 'at least one clusterRoleSelector required if aggregationRule is non-nil');
  }
  selectors.forEach((selector, i) => {
    validateLabelSelector(v, selector, `${path}[${i}]`, rule);
    // The server prints the selector that it could not make.
    if (!isUsableSelector(selector)) v.invalid(rule, `${path}[${i}]`, null, 'invalid label selector.');
  });
}
