/** Programs that can delay the eviction of a pod, and the group of pods that it is scheduled with. */
import { Validation } from '../../apimachinery/finding';
import { dnsSubdomain, qualifiedName } from '../../apimachinery/formats';

const RULE = 'POD-EVICTION';
const MAX_RESPONDERS = 10;
const MAX_PRIORITY = 100_000;
/** Lower priorities are for Kubernetes' own responders. */
const LOWEST_PRIORITY = 1000;
const RESERVED = ['k8s.io', 'kubernetes.io'];

/** Validates `evictionResponders` and `schedulingGroup`, which a pod cannot have both. */
export function validateEviction(v: Validation, { evictionResponders, schedulingGroup }: any, path: string): void {
  const responders: readonly any[] = evictionResponders ?? [];
  if (schedulingGroup) {
    const at = `${path}.schedulingGroup`;
    if (responders.length > 0) v.forbidden(RULE, at, 'may not be set when evictionResponders is set');
    validateSchedulingGroup(v, schedulingGroup.podGroupName, `${at}.podGroupName`);
  }
  const at = `${path}.evictionResponders`;
  if (responders.length > MAX_RESPONDERS) return v.tooMany(RULE, at, responders.length, MAX_RESPONDERS);
  const names = new Set<string>();
  responders.forEach((responder, i) => {
    const name = responder.name ?? '';
    if (names.has(name)) v.duplicate(RULE, `${at}[${i}]`, responder);
    names.add(name);
    validateName(v, name, `${at}[${i}].name`);
    validatePriority(v, responder.priority, `${at}[${i}].priority`);
  });
}

function validateSchedulingGroup(v: Validation, name: string | null | undefined, path: string): void {
  if (typeof name === 'string') v.invalidAll('POD-SCHEDULINGGROUP', path, name, dnsSubdomain(name));
  else v.invalid('POD-SCHEDULINGGROUP', path, null, 'must specify one of: `podGroupName`');
}

function validateName(v: Validation, name: string, path: string): void {
  if (name === '') return v.required(RULE, path);
  const [prefix] = name.split('/');
  const domain = prefix.trim().toLowerCase().replace(/\.+$/, '');
  if (RESERVED.some((reserved) => domain === reserved || domain.endsWith(`.${reserved}`))) {
    v.invalid(RULE, path, name, 'domain names *.k8s.io, *.kubernetes.io are reserved');
  }
  v.invalidAll(RULE, path, name, qualifiedName(name));
  if (!name.includes('/')) v.invalid(RULE, path, name, "must include a prefix (e.g. 'example.com/key')");
}

function validatePriority(v: Validation, priority: number | null | undefined, path: string): void {
  if (priority === null || priority === undefined) return v.required(RULE, path);
  if (priority < 0) return v.invalid(RULE, path, priority, 'must be greater than or equal to 0');
  if (priority < LOWEST_PRIORITY) {
    v.invalid(RULE, path, priority, 'priorities 0-999 are reserved for responders with *.k8s.io suffix');
  }
  if (priority > MAX_PRIORITY) v.invalid(RULE, path, priority, `must be less than or equal to ${MAX_PRIORITY}`);
}
