/** Requests for devices: what ResourceClaim, ResourceClaimTemplate and DeviceClass have in common. */
import { validateDerivedAttributes } from './derived-attribute';
import { validateAttributeName } from './device-attribute';
import { validateDeviceExpression } from './device-expression';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../apimachinery/formats';
import { EXISTS_HINT } from '../pod/toleration';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'DRA';
const MAX_REQUESTS = 32;
const MAX_ALTERNATIVES = 8;
const MAX_SELECTORS = 32;
const MAX_CONSTRAINTS = 32;
const MAX_CONFIGS = 32;
const MAX_PARAMETERS = 10 * 1024;
const ALLOCATION_MODES = ['All', 'ExactCount'];
const OPERATORS = ['Equal', 'Exists'];
const REFERENCE =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";

type ItemRule<T> = (item: T, path: string) => void;

/** Since 1.35, the items of a list that is too long are not looked at. */
export function validateList<T>(
  v: Validation,
  rule: string,
  list: readonly T[],
  max: number,
  path: string,
  validateItem: ItemRule<T>,
): void {
  const isTooLong = list.length > max;
  if (!isTooLong || v.minor < 35) list.forEach((item, i) => validateItem(item, `${path}[${i}]`));
  if (isTooLong) v.tooMany(rule, path, list.length, max);
}

/** Items that must differ in their names. Before 1.35 the server reported the name, since then the item. */
function reportDuplicates(
  v: Validation,
  items: readonly any[],
  max: number,
  path: string,
  nameOf: (item: any) => string,
): void {
  if (items.length > max && v.minor >= 35) return;
  const seen = new Set<string>();
  items.forEach((item, i) => {
    const name = nameOf(item);
    const at = `${path}[${i}]`;
    if (seen.has(name)) {
      if (typeof item === 'object' && v.minor < 35) v.duplicate(RULE, `${at}.name`, name);
      else v.duplicate(RULE, at, item);
    }
    seen.add(name);
  });
}

const nameOf = (item: any): string => item?.name ?? '';

/** The requests, constraints and configuration of a claim. */
export function validateDeviceClaim(v: Validation, spec: any, apiVersion: string, path: string): void {
  const { constraints, config, ...devices } = spec?.devices ?? {};
  const requests: readonly any[] = (devices.requests ?? []).map((request: any) => readRequest(request, apiVersion));
  const names = namesOf(requests);
  const at = `${path}.devices`;
  validateList(v, RULE, requests, MAX_REQUESTS, `${at}.requests`, (request, where) =>
    validateRequest(v, request, constraints ?? [], where),
  );
  reportDuplicates(v, requests, MAX_REQUESTS, `${at}.requests`, nameOf);
  validateList(v, RULE, constraints ?? [], MAX_CONSTRAINTS, `${at}.constraints`, (constraint: any, where) =>
    validateConstraint(v, constraint, names, where),
  );
  validateList(v, RULE, config ?? [], MAX_CONFIGS, `${at}.config`, (item: any, where) => {
    validateReferences(v, item?.requests ?? [], names, `${where}.requests`);
    validateConfiguration(v, RULE, item, where);
  });
}

const EXACT_FIELDS = [
  'deviceClassName',
  'selectors',
  'allocationMode',
  'count',
  'adminAccess',
  'tolerations',
  'capacity',
  'derivedAttributes',
];

/** v1beta1 has the fields of an exact request in the request itself. */
function readRequest(request: any, apiVersion: string): any {
  if (apiVersion !== 'resource.k8s.io/v1beta1') return request;
  const isSet = EXACT_FIELDS.some((field) => (request?.[field] ?? '') !== '' && request[field] !== 0);
  const { name, firstAvailable } = request ?? {};
  return { name, firstAvailable, exactly: isSet ? request : undefined, isFlat: true };
}

type RequestNames = ReadonlyMap<string, ReadonlySet<string>>;

const namesOf = (requests: readonly any[]): RequestNames =>
  new Map(requests.map((request) => [nameOf(request), new Set<string>((request?.firstAvailable ?? []).map(nameOf))]));

function validateRequest(v: Validation, request: any, constraints: readonly any[], path: string): void {
  const alternatives: readonly any[] = request?.firstAvailable ?? [];
  const exactly = request?.exactly;
  v.invalidAll(RULE, `${path}.name`, nameOf(request), dnsLabel(nameOf(request)));
  if (alternatives.length === 0 && !exactly) {
    v.required(RULE, path, 'exactly one of `exactly` or `firstAvailable` is required');
    return;
  }
  if (alternatives.length > 0 && exactly) {
    v.invalid(
      RULE,
      path,
      null,
      'exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set',
    );
    // Of these two, 1.35 and 1.36 validate neither, and 1.37 what stands in the types' own tags.
    if (v.minor === 35 || v.minor === 36) return;
  }
  const isPartly = alternatives.length > 0 && exactly != null && v.minor >= 37;
  const validateDerived = (demand: any, name: string, at: string) =>
    validateDerivedAttributes(
      v,
      demand?.derivedAttributes ?? [],
      name,
      constraints,
      `${at}.derivedAttributes`,
      isPartly,
    );
  validateList(v, RULE, alternatives, MAX_ALTERNATIVES, `${path}.firstAvailable`, (alternative, at) => {
    if (!isPartly) v.invalidAll(RULE, `${at}.name`, nameOf(alternative), dnsLabel(nameOf(alternative)));
    validateClassName(v, alternative?.deviceClassName, `${at}.deviceClassName`);
    validateDemand(v, alternative ?? {}, at, isPartly);
    validateDerived(alternative, `${nameOf(request)}/${nameOf(alternative)}`, at);
  });
  reportDuplicates(v, alternatives, MAX_ALTERNATIVES, `${path}.firstAvailable`, nameOf);
  if (!exactly) return;
  const at = request.isFlat ? path : `${path}.exactly`;
  if (!isPartly) validateClassName(v, exactly.deviceClassName, `${at}.deviceClassName`);
  validateDemand(v, exactly, at, isPartly);
  validateDerived(exactly, nameOf(request), at);
}

function validateClassName(v: Validation, name: string | null | undefined, path: string): void {
  if (!name) v.required(RULE, path);
  else v.invalidAll(RULE, path, name, dnsSubdomain(name));
}

/** Which devices are asked for, and how many. */
function validateDemand(v: Validation, demand: any, path: string, isPartly: boolean): void {
  const { selectors, allocationMode, count, tolerations } = demand;
  if (isPartly) {
    if ((selectors ?? []).length > MAX_SELECTORS) {
      v.tooMany(RULE, `${path}.selectors`, selectors.length, MAX_SELECTORS);
    }
  } else {
    validateSelectors(v, RULE, selectors ?? [], `${path}.selectors`);
  }
  const mode = allocationMode || 'ExactCount';
  if (!ALLOCATION_MODES.includes(mode)) v.notSupported(RULE, `${path}.allocationMode`, mode, ALLOCATION_MODES);
  if (!isPartly) validateCount(v, mode, count ?? 0, `${path}.count`);
  (tolerations ?? []).forEach((toleration: any, i: number) =>
    validateToleration(v, toleration ?? {}, `${path}.tolerations[${i}]`, isPartly),
  );
}

function validateCount(v: Validation, mode: string, count: number, path: string): void {
  if (mode === 'All' && count !== 0) {
    v.invalid(RULE, path, count, "must not be specified when allocationMode is 'All'");
  }
  // 0 is the same as none, which is 1.
  if (mode === 'ExactCount' && count < 0) v.invalid(RULE, path, count, 'must be greater than zero');
}

function validateToleration(v: Validation, toleration: any, path: string, isPartly: boolean): void {
  const { key, operator, value, effect } = toleration;
  if (key) v.invalidAll(RULE, `${path}.key`, key, qualifiedName(key));
  // Left out, it is Equal.
  const comparison = operator || 'Equal';
  if (!OPERATORS.includes(comparison)) v.notSupported(RULE, `${path}.operator`, operator, OPERATORS);
  if (!isPartly && comparison === 'Exists' && value) {
    v.invalid(RULE, `${path}.value`, value, 'must be empty for operator `Exists`', EXISTS_HINT);
  }
  if (!isPartly && comparison === 'Equal') v.invalidAll(RULE, `${path}.value`, value ?? '', labelValue(value ?? ''));
  const effects = taintEffects(v.minor);
  if (effect && !effects.includes(effect)) v.notSupported(RULE, `${path}.effect`, effect, effects);
}

/** What a taint of a device may do. */
export const taintEffects = (minor: number): readonly string[] =>
  minor >= 35 ? ['NoExecute', 'NoSchedule', 'None'] : ['NoExecute', 'NoSchedule'];

/** Conditions on devices. */
export function validateSelectors(v: Validation, rule: string, selectors: readonly any[], path: string): void {
  validateList(v, rule, selectors, MAX_SELECTORS, path, (selector, at) => {
    if (!selector?.cel) return v.required(rule, `${at}.cel`);
    validateDeviceExpression(v, rule, selector.cel.expression ?? '', `${at}.cel.expression`, ['bool']);
  });
}

function validateConstraint(v: Validation, constraint: any, names: RequestNames, path: string): void {
  const { requests, matchAttribute, distinctAttribute } = constraint ?? {};
  validateReferences(v, requests ?? [], names, `${path}.requests`);
  if (matchAttribute != null) validateAttributeName(v, RULE, matchAttribute, `${path}.matchAttribute`);
  if (distinctAttribute != null && (matchAttribute == null || v.minor >= 37)) {
    validateAttributeName(v, RULE, distinctAttribute, `${path}.distinctAttribute`);
  }
  if (matchAttribute != null || distinctAttribute != null) return;
  if (v.minor <= 35) return v.required(RULE, `${path}.matchAttribute`);
  v.required(
    RULE,
    path,
    'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set',
    'none of them is set: add matchAttribute',
  );
}

function validateReferences(v: Validation, references: readonly string[], names: RequestNames, path: string): void {
  validateList(v, RULE, references, MAX_REQUESTS, path, (reference, at) => validateReference(v, reference, names, at));
  reportDuplicates(v, references, MAX_REQUESTS, path, (reference) => reference ?? '');
}

function validateReference(v: Validation, reference: string, names: RequestNames, path: string): void {
  const segments = (reference ?? '').split('/');
  if (segments.length > 2) return v.invalid(RULE, path, reference, REFERENCE);
  for (const segment of segments) v.invalidAll(RULE, path, segment, dnsLabel(segment));
  const [name, alternative] = segments;
  const isKnown = alternative === undefined ? names.has(name) : names.get(name)?.has(alternative);
  if (!isKnown) v.invalid(RULE, path, reference, REFERENCE);
}

/** Configurations of a class. */
export function validateConfigurations(v: Validation, rule: string, configs: readonly any[], path: string): void {
  validateList(v, rule, configs, MAX_CONFIGS, path, (config, at) => validateConfiguration(v, rule, config, at));
}

/** Parameters for a driver; only the driver knows their meaning. */
function validateConfiguration(v: Validation, rule: string, config: any, path: string): void {
  const opaque = config?.opaque;
  if (!opaque) return v.required(rule, `${path}.opaque`);
  validateCsiDriver(v, opaque.driver ?? '', `${path}.opaque.driver`, rule);
  validateParameters(v, rule, opaque.parameters, `${path}.opaque.parameters`);
}

function validateParameters(v: Validation, rule: string, parameters: unknown, path: string): void {
  if (parameters === undefined || parameters === null) return v.required(rule, path);
  const size = byteLength(JSON.stringify(parameters) ?? '');
  if (v.minor >= 32 && size > MAX_PARAMETERS) {
    v.tooLong(rule, path, `may not be more than ${MAX_PARAMETERS} bytes`);
  } else if (typeof parameters !== 'object' || Array.isArray(parameters)) {
    v.invalid(rule, path, '<value omitted>', 'must be a valid JSON object');
  }
}
