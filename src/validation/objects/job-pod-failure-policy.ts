import { Validation } from '../../apimachinery/finding';
import { qualifiedName } from '../../apimachinery/formats';

const RULE = 'JOB-PODFAILUREPOLICY';
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];
const MAX_RULES = 20;
const MAX_VALUES = 255;
const MAX_CONDITIONS = 20;

const quoted = (values: readonly string[]) => `valid values: [${values.map((value) => `"${value}"`).join(' ')}]`;

/** `podFailurePolicy` of a Job's spec. */
export function validatePodFailurePolicy(v: Validation, spec: any, path: string, controller: 'Job' | 'CronJob'): void {
  const rules: any[] = spec.podFailurePolicy.rules ?? [];
  if (rules.length > MAX_RULES) v.tooMany(RULE, `${path}.rules`, rules.length, MAX_RULES);
  const podSpec = spec.template?.spec;
  const containers = new Set<string>(
    [...(podSpec?.containers ?? []), ...(podSpec?.initContainers ?? [])].map(({ name }) => name ?? ''),
  );
  rules.forEach((rule, i) => {
    const rulePath = `${path}.rules[${i}]`;
    validateAction(v, rule.action, spec, `${rulePath}.action`);
    const conditions: any[] = rule.onPodConditions ?? [];
    if (rule.onExitCodes) validateOnExitCodes(v, rule.onExitCodes, `${rulePath}.onExitCodes`, containers);
    validateOnPodConditions(v, conditions, `${rulePath}.onPodConditions`, controller);
    if (rule.onExitCodes && conditions.length > 0) {
      v.invalid(RULE, rulePath, undefined, 'specifying both OnExitCodes and OnPodConditions is not supported');
    } else if (!rule.onExitCodes && conditions.length === 0) {
      v.invalid(RULE, rulePath, undefined, 'specifying one of OnExitCodes and OnPodConditions is required');
    }
  });
}

function validateAction(v: Validation, action: string | null | undefined, spec: any, path: string): void {
  if (!action) {
    v.required(RULE, path, quoted(ACTIONS));
  } else if (!ACTIONS.includes(action)) {
    v.notSupported(RULE, path, action, ACTIONS);
  } else if (action === 'FailIndex' && spec.backoffLimitPerIndex == null) {
    v.invalid(RULE, path, action, 'requires the backoffLimitPerIndex to be set');
  }
}

function validateOnExitCodes(v: Validation, onExitCodes: any, path: string, containers: ReadonlySet<string>): void {
  const { operator, containerName } = onExitCodes;
  const values: number[] = onExitCodes.values ?? [];
  if (!operator) v.required(RULE, `${path}.operator`, quoted(OPERATORS));
  else if (!OPERATORS.includes(operator)) v.notSupported(RULE, `${path}.operator`, operator, OPERATORS);
  if (typeof containerName === 'string' && !containers.has(containerName)) {
    v.invalid(
      RULE,
      `${path}.containerName`,
      containerName,
      'must be one of the container or initContainer names in the pod template',
    );
  }
  if (values.length === 0) v.invalid(RULE, `${path}.values`, values, 'at least one value is required');
  if (values.length > MAX_VALUES) v.tooMany(RULE, `${path}.values`, values.length, MAX_VALUES);
  const seen = new Set<number>();
  values.forEach((value, i) => {
    if (operator === 'In' && value === 0) {
      v.invalid(RULE, `${path}.values[${i}]`, value, 'must not be 0 for the In operator');
    }
    if (seen.has(value)) v.duplicate(RULE, `${path}.values[${i}]`, value);
    seen.add(value);
  });
  if (values.some((value, i) => i > 0 && values[i - 1] > value)) {
    v.invalid(RULE, `${path}.values`, values, 'must be ordered');
  }
}

function validateOnPodConditions(v: Validation, conditions: any[], path: string, controller: 'Job' | 'CronJob'): void {
  if (conditions.length > MAX_CONDITIONS) v.tooMany(RULE, path, conditions.length, MAX_CONDITIONS);
  conditions.forEach(({ type, status }, i) => {
    v.invalidAll(RULE, `${path}[${i}].type`, type ?? '', qualifiedName(type ?? ''));
    // The default is True, in a CronJob since 1.34 only.
    if (!status) {
      if (controller === 'CronJob' && v.minor < 34) v.required(RULE, `${path}[${i}].status`, quoted(STATUSES));
    } else if (!STATUSES.includes(status)) {
      v.notSupported(RULE, `${path}[${i}].status`, status, STATUSES);
    }
  });
}
