/** Stands for what only cdk8s can print: values that are computed, or of a class, and keys that it treats specially. */
export const ONLY_CDK8S = Symbol('only cdk8s');

/**
 * What cdk8s prints of a plain value, made in one walk instead of the two of cdk8s, which asks every resolver about
 * every value: a copy in which keys are in order and nothing is null.
 *
 * @param value a value of an app without resolvers of its own
 */
export function cdk8sJson(value: unknown): any {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return ONLY_CDK8S;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const item of value) {
      const printed = cdk8sJson(item);
      if (printed === ONLY_CDK8S) return ONLY_CDK8S;
      list.push(printed);
    }
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return ONLY_CDK8S;
  const copy: any = {};
  for (const key of Object.keys(value).sort()) {
    const printed = key === '__proto__' || key === 'constructor' ? ONLY_CDK8S : cdk8sJson((value as any)[key]);
    if (printed === ONLY_CDK8S) return ONLY_CDK8S;
    if (printed !== undefined) copy[key] = printed;
  }
  return copy;
}
