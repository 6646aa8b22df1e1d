import { withoutCredentials } from '../text/redact';
import { didYouMean } from '../text/suggest';

/**
 * What is wrong (or surely unintended) at a field: the API server's error kinds, paths and texts.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#Error
 */
export interface Finding {
  /** Rule id, such as `CTR-NAME`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Error kind, in the API server's words. */
  readonly type: FindingType;
  /** Path from the object's root: `spec.template.spec.containers[0].name`. */
  readonly path: string;
  /** The offending value; undefined where the API server prints none. */
  readonly value?: unknown;
  /** The API server's explanation; empty where it has none. */
  readonly detail: string;
  /** What to do, in our words. */
  readonly hint?: string;
}

export type FindingType =
  | 'Required value'
  | 'Invalid value'
  | 'Unsupported value'
  | 'Duplicate value'
  | 'Not found'
  | 'Forbidden'
  | 'Too long'
  | 'Too many'
  | 'Type invalid'
  | 'Unknown field'
  | 'Dropped field'
  | 'Warning';

/** Prints a value as the API server would: strings quoted, everything else as JSON, shortened when long. */
export function printValue(value: unknown): string {
  const text = asJson(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v)) ?? typeof value;
  } catch {
    // It holds itself, or can't be read.
    return String(value?.constructor?.name);
  }
}

/** `Not found: "x"`, `Invalid value: -1: must be …`: the error without its path. */
export function typeAndDetail(finding: Finding): string {
  const value = finding.value === undefined ? '' : `: ${printValue(finding.value)}`;
  const detail = finding.detail === '' ? '' : `: ${finding.detail}`;
  return `${finding.type}${value}${detail}`;
}

/** `spec.template.spec.containers[0].image: Required value. What to do`; what the whole object is about has no path. */
export function findingText(finding: Finding): string {
  const place = finding.path === '' ? '' : `${finding.path}: `;
  const text = withoutCredentials(`${place}${finding.type === 'Warning' ? finding.detail : typeAndDetail(finding)}`);
  return finding.hint ? `${text}. ${sentence(finding.hint)}` : text;
}

/** With a capital letter, unless the first word is a name: `batch/v1`. */
const sentence = (text: string) => (/^\S*\//.test(text) ? text : `${text[0].toUpperCase()}${text.slice(1)}`);

/** Which version judges, and what was found so far. Handed down from the object to its smallest part. */
export class Validation {
  public readonly findings: Finding[] = [];

  /** @param minor the Kubernetes minor version that judges: 37 for 1.37 */
  constructor(public readonly minor: number) {}

  /** A hint that has to be searched for. Past the first hundred findings it would cost much and help nobody. */
  public searchHint(search: () => string | undefined): string | undefined {
    return this.findings.length < 100 ? search() : undefined;
  }

  public required(rule: string, path: string, detail = '', hint?: string): void {
    this.findings.push({ rule, severity: 'error', type: 'Required value', path, detail, hint });
  }

  public invalid(rule: string, path: string, value: unknown, detail: string, hint?: string): void {
    this.findings.push({ rule, severity: 'error', type: 'Invalid value', path, value: value ?? null, detail, hint });
  }

  /** One `Invalid value` for each of the messages. */
  public invalidAll(rule: string, path: string, value: unknown, messages: readonly string[], hint?: string): void {
    for (const message of messages) this.invalid(rule, path, value, message, hint);
  }

  public notSupported(
    rule: string,
    path: string,
    value: unknown,
    supported: readonly string[],
    hint = this.searchHint(() => didYouMean(value, supported)),
  ): void {
    const detail = `supported values: ${supported.map((v) => JSON.stringify(v)).join(', ')}`;
    this.findings.push({ rule, severity: 'error', type: 'Unsupported value', path, value: value ?? '', detail, hint });
  }

  public duplicate(rule: string, path: string, value: unknown, hint?: string): void {
    this.findings.push({
      rule,
      severity: 'error',
      type: 'Duplicate value',
      path,
      value: value ?? null,
      detail: '',
      hint,
    });
  }

  public notFound(rule: string, path: string, value: unknown, detail = '', hint?: string): void {
    this.findings.push({ rule, severity: 'error', type: 'Not found', path, value: value ?? null, detail, hint });
  }

  public forbidden(rule: string, path: string, detail: string, hint?: string): void {
    this.findings.push({ rule, severity: 'error', type: 'Forbidden', path, detail, hint });
  }

  public tooLong(rule: string, path: string, detail: string, hint?: string): void {
    this.findings.push({ rule, severity: 'error', type: 'Too long', path, detail, hint });
  }

  public tooMany(rule: string, path: string, actual: number, max: number, hint?: string): void {
    this.findings.push({
      rule,
      severity: 'error',
      type: 'Too many',
      path,
      value: actual,
      detail: `must have at most ${max} items`,
      hint,
    });
  }

  /** Accepted by the API server, but surely not what was meant. */
  public warn(rule: string, path: string, value: unknown, detail: string, hint?: string): void {
    this.findings.push({ rule, severity: 'warning', type: 'Warning', path, value, detail, hint });
  }
}
