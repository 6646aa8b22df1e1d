/** Names of types, props and variables. */

/**
 * A name of the API as jsii takes it, and as cdk8s-plus has it: `hostIP` → `hostIp`, `CSIVolumeSource` →
 * `CsiVolumeSource`.
 */
export const camelCase = (name: string): string =>
  name.replace(/([A-Z])([A-Z]+)(?![a-z])|([A-Z])([A-Z]*)(?=[A-Z][a-z])/g, (_, a = '', b = '', c = '', d = '') =>
    [a, b.toLowerCase(), c, d.toLowerCase()].join(''),
  );

/** `hostIp` → `host_ip` */
export const snakeCase = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** Types of ours with names of their own. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  Container: 'ContainerBaseProps',
  EmptyDirVolumeSource: 'EmptyDirOptions',
  ObjectMeta: 'k8s.ObjectMeta',
  VolumeMount: 'NamedVolumeMount',
};

/** Types whose names cdk8s-plus has for something else. */
const TAKEN = [
  'ContainerPort',
  'DeploymentStrategy',
  'HostAlias',
  'LabelSelector',
  'LabelSelectorRequirement',
  'PodSecurityContext',
  'Probe',
  'SeccompProfile',
  'StatefulSetUpdateStrategy',
  'Sysctl',
];

/** The type of ours for a struct of the API. */
export function typeName(goName: string): string {
  if (Object.hasOwn(OWN_TYPES, goName)) return OWN_TYPES[goName];
  return TAKEN.includes(goName) ? `Kube${goName}` : camelCase(goName);
}

/** The words of a name of any form. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

const capitalized = (word: string) => word[0].toUpperCase() + word.slice(1);

/** `print-every-10-sec` → `PrintEvery10Sec` */
export function pascalCase(text: string): string {
  const name = wordsOf(text).map(capitalized).join('');
  return /^\p{L}/u.test(name) ? name : `N${name}`;
}

/** `shared-volume` → `sharedVolume` */
export function variableName(text: string): string {
  const [first = '', ...others] = wordsOf(text);
  const name = first.toLowerCase() + others.map(capitalized).join('');
  return /^\p{L}/u.test(name) ? name : `n${capitalized(name || 'one')}`;
}

/** Names that are given away, each once. */
export class Names {
  private readonly taken: Set<string>;

  constructor(reserved: Iterable<string> = []) {
    this.taken = new Set(reserved);
  }

  public has(name: string): boolean {
    return this.taken.has(name);
  }

  /** The first of some names that is free, and is taken then; else the last one with a number. */
  public take(...names: readonly string[]): string {
    const last = names[names.length - 1];
    let found = names.find((name) => !this.taken.has(name));
    for (let i = 2; found === undefined; i++) if (!this.taken.has(`${last}${i}`)) found = `${last}${i}`;
    this.taken.add(found);
    return found;
  }
}
