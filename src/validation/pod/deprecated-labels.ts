/** Labels of nodes that newer ones replace: what an API server says where they are selected. */
import { Validation } from '../../apimachinery/finding';
import { labelValue } from '../../apimachinery/formats';

/** The id of what an API server itself warns about, in its words. */
export const SERVER_WARNING = 'SERVER-WARNING';

const DEPRECATED: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
  ['app.kubernetes.io/created-by', 'deprecated since v1.9'],
  ['scheduler.alpha.kubernetes.io/preferAvoidPods', 'deprecated since v1.22; use Taints and Tolerations instead'],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
]);

/** Warns about a label at the field that names it. */
export function warnAboutLabel(v: Validation, label: string, path: string, isNamed = true): void {
  const message = DEPRECATED.get(label);
  if (message !== undefined) v.warn(SERVER_WARNING, path, undefined, isNamed ? `${label} is ${message}` : message);
}

/** Warns about the labels of a term that selects nodes, and where it only prefers them about values that none has. */
export function warnAboutTerm(v: Validation, term: any, isPreferred: boolean, path: string): void {
  (term?.matchExpressions ?? []).forEach(({ key, values }: any, i: number) => {
    const at = `${path}.matchExpressions[${i}]`;
    warnAboutLabel(v, key ?? '', `${at}.key`);
    if (!isPreferred || v.minor < 33) return;
    (values ?? []).forEach((value: string, j: number) => {
      for (const message of labelValue(value)) {
        v.warn(SERVER_WARNING, `${at}.values[${j}]`, undefined, `${value} is invalid, ${message}`);
      }
    });
  });
}

/** Warns about the labels of a selector of nodes. */
export function warnAboutNodeSelector(v: Validation, selector: any, path: string): void {
  warnAboutTerm(v, selector, false, path);
  for (const label of Object.keys(selector?.matchLabels ?? {})) {
    warnAboutLabel(v, label, `${path}.matchLabels.${label}`, false);
  }
}
