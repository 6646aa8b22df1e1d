import { Validation } from '../../apimachinery/finding';
import { dnsLabel } from '../../apimachinery/formats';
import {
  asInt64,
  canonicalQuantity,
  isQuantity,
  ONE,
  parseQuantity,
  roundUpToMilli,
} from '../../apimachinery/quantity';
import {
  isCountedInIntegers,
  isHugePages,
  mayOvercommit,
  validateContainerResourceName,
} from '../../apimachinery/resource-name';

const MILLI = ONE / 1000n;

/** An amount as the server keeps it: rounded up to a thousandth. */
export class Amount {
  /** @param style the quantity that it is printed like */
  constructor(
    public readonly value: bigint,
    private readonly style: string | number,
  ) {}

  /** As it is printed. */
  public get text(): string {
    return canonicalQuantity(this.style, this.value);
  }

  /** Whether it is whole, as far as the server's int64 of thousandths can tell. */
  public get isWhole(): boolean {
    return this.milli % 1000n === 0n;
  }

  /** In thousandths, as far as the server's int64 can tell. */
  public get milli(): bigint {
    return asInt64(this.style, this.value / MILLI, -3);
  }

  /** Rounded up to a whole number, as far as the server's int64 can tell. */
  public get int64(): bigint {
    return asInt64(this.style, this.value / ONE + (this.value % ONE > 0n ? 1n : 0n), 0);
  }

  /** So many of it, printed alike. */
  public times(factor: bigint): Amount {
    return new Amount(this.value * factor, this.style);
  }

  /** More of it, printed alike. */
  public plus(value: bigint): Amount {
    return new Amount(this.value + value, this.style);
  }
}

/** `requests` or `limits` by name of the resource. */
export type ResourceList = Map<string, Amount>;

/** Reads `requests` or `limits`. */
export function readResourceList(list: { [name: string]: string | number | null } | null | undefined): ResourceList {
  const result: ResourceList = new Map();
  for (const [name, quantity] of Object.entries(list ?? {})) {
    result.set(name, new Amount(roundUpToMilli(parseQuantity(quantity ?? 0) ?? 0n), quantity ?? 0));
  }
  return result;
}

/** Reads quantities that the rules have not seen: what is malformed is left out. They print in their canonical form. */
export function readAmounts(list: unknown): ResourceList {
  const result: ResourceList = new Map();
  if (typeof list !== 'object' || list === null || Array.isArray(list)) return result;
  for (const [name, given] of Object.entries(list)) {
    const quantity: unknown = given ?? 0;
    if (!isQuantity(quantity)) continue;
    const text = String(quantity).trim();
    const style = text.endsWith('i') ? '1Ki' : /[eE][+-]?\d/.test(text) ? '1e3' : '1';
    result.set(name, new Amount(roundUpToMilli(parseQuantity(quantity)!), style));
  }
  return result;
}

type NameRule = (v: Validation, name: string, path: string) => void;

/** Validates `resources` of a container (or of a pod, with its own rule for names). */
export function validateResourceRequirements(
  v: Validation,
  resources: any,
  claimNames: ReadonlySet<string>,
  path: string,
  nameRule: NameRule = validateContainerResourceName,
): void {
  const limits = readResourceList(resources.limits);
  const requests = readResourceList(resources.requests);

  for (const [name, limit] of limits) validateResource(v, name, limit, `${path}.limits[${name}]`, nameRule);
  for (const [name, request] of requests) {
    validateResource(v, name, request, `${path}.requests[${name}]`, nameRule);
    const limit = limits.get(name);
    if (limit) {
      validateRequestAgainstLimit(v, name, request, limit, path);
    } else if (!mayOvercommit(name)) {
      const rule = isHugePages(name) ? 'RES-HUGEPAGES' : 'RES-EXTENDED';
      v.required(
        rule,
        `${path}.limits`,
        'Limit must be set for non overcommitable resources',
        `Set limits[${name}] to ${request.text}.`,
      );
    }
  }

  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    v.forbidden('RES-HUGEPAGES', path, 'HugePages require cpu or memory');
  }
  if (resources.claims) validateClaims(v, resources.claims, claimNames, `${path}.claims`);
}

function validateRequestAgainstLimit(v: Validation, name: string, request: Amount, limit: Amount, path: string): void {
  if (request.value !== limit.value && !mayOvercommit(name)) {
    const rule = isHugePages(name) ? 'RES-HUGEPAGES' : 'RES-EXTENDED';
    v.invalid(rule, `${path}.requests`, request.text, `must be equal to ${name} limit of ${limit.text}`);
  } else if (request.value > limit.value) {
    v.invalid(
      'RES-REQ-LE-LIM',
      `${path}.requests`,
      request.text,
      `must be less than or equal to ${name} limit of ${limit.text}`,
    );
  }
}

/** Of whatever has resources: an amount is not negative, and whole where it is counted. */
export function validateAmount(v: Validation, rule: string, name: string, amount: Amount, path: string): void {
  if (amount.value < 0n) v.invalid(rule, path, amount.text, 'must be greater than or equal to 0');
  if (isCountedInIntegers(name) && !amount.isWhole) v.invalid(rule, path, amount.text, 'must be an integer');
}

function validateResource(v: Validation, name: string, amount: Amount, path: string, nameRule: NameRule): void {
  nameRule(v, name, path);
  if (amount.value < 0n) v.invalid('RES-NONNEG', path, amount.text, 'must be greater than or equal to 0');
  if (isCountedInIntegers(name) && !amount.isWhole) v.invalid('RES-EXTENDED', path, amount.text, 'must be an integer');
  if (isHugePages(name) && !isMultipleOfPageSize(name, amount)) {
    v.invalid('RES-HUGEPAGES', path, amount.text, `${amount.text} is not positive integer multiple of ${name}`);
  }
}

function isMultipleOfPageSize(name: string, amount: Amount): boolean {
  const size = name.slice('hugepages-'.length);
  const value = parseQuantity(size);
  if (value === undefined || value <= 0n) return false;
  const pageSize = new Amount(roundUpToMilli(value), size);
  // A page size that the server takes for 0 makes it hang up.
  return pageSize.isWhole && pageSize.int64 !== 0n && amount.int64 % pageSize.int64 === 0n;
}

/** Validates a container's `resources.claims` against the pod's `resourceClaims`. */
function validateClaims(v: Validation, claims: readonly any[], claimNames: ReadonlySet<string>, path: string): void {
  const whole = new Set<string>();
  const parts = new Set<string>();
  const partly = new Set<string>();

  claims.forEach((claim, i) => {
    const name: string = claim.name ?? '';
    const at = `${path}[${i}]`;
    if (name === '') return v.required('RES-CLAIMS', at);
    if (whole.has(name)) {
      v.duplicate('RES-CLAIMS', at, name);
    } else if (claim.request) {
      v.invalidAll('RES-CLAIMS', `${at}.request`, claim.request, dnsLabel(claim.request));
      const key = `${name}/${claim.request}`;
      if (parts.has(key)) v.duplicate('RES-CLAIMS', at, key);
      parts.add(key);
      partly.add(name);
    } else {
      if (partly.has(name)) v.duplicate('RES-CLAIMS', at, name);
      whole.add(name);
    }
    if (!claimNames.has(name)) {
      const all = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`;
      v.notFound('RES-CLAIMS', at, name, `must be one of the names in pod.spec.resourceClaims${all}`);
    }
  });
}
