import { FeatureGates, gatesOn, NO_GATES } from './feature-gates';
import { hintOfWarning } from './hints/warning-hints';
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
  /** Whether the hint shows the value in quotes. A file may write it in another way: see `asWritten`. */
  readonly isUnquoted?: boolean;
  /** Of an unknown field: the path of the field that was probably meant. */
  readonly meant?: string;
  /** The path of an object that may lack something only because of this. */
  readonly lacking?: string;
  /** Whether it is gone when another finding is mended. The server has both. */
  readonly isEcho?: boolean;
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

/** What a finding may say besides where and what. */
export interface FindingNotes {
  readonly value?: unknown;
  readonly hint?: string;
  readonly severity?: Finding['severity'];
  readonly isUnquoted?: boolean;
  readonly meant?: string;
  readonly lacking?: string;
  readonly isEcho?: boolean;
}

/** An error, unless another severity is given; a finding of type `Warning` is a warning. */
export function finding(rule: string, path: string, type: FindingType, detail = '', notes: FindingNotes = {}): Finding {
  const {
    value,
    hint,
    severity = type === 'Warning' ? 'warning' : 'error',
    isUnquoted,
    meant,
    lacking,
    isEcho,
  } = notes;
  const marks = {
    ...(isUnquoted && { isUnquoted }),
    ...(meant !== undefined && { meant }),
    ...(lacking !== undefined && { lacking }),
    ...(isEcho && { isEcho }),
  };
  return { rule, severity, type, path, value, detail, hint, ...marks };
}

/** Notes about a number or boolean in the place of a text: the hint shows how to write it. */
export const unquoted = (value: unknown): FindingNotes => ({ hint: quoteHint(String(value)), isUnquoted: true });

const quoteHint = (text: string) => `put it in quotes: ${JSON.stringify(text)}`;

/** Returns how the values at some paths are written in a file; empty for what is in quotes or unknown. */
export type SourcesOf = (paths: readonly string[]) => readonly string[];

/**
 * Findings whose hints quote values as the file writes them: `1.10`, of which only the number 1.1 is known here.
 *
 * @param paths where in the file the findings' values are
 */
export function asWritten<T extends Finding>(
  findings: readonly T[],
  sourcesOf: SourcesOf,
  paths: readonly string[] = findings.map(({ path }) => path),
): T[] {
  const places = findings.flatMap((each, i) => (each.isUnquoted ? [paths[i]] : []));
  if (places.length === 0) return [...findings];
  const sources = sourcesOf(places);
  let next = 0;
  return findings.map((each) => {
    if (!each.isUnquoted) return each;
    const source = sources[next++];
    return { ...each, hint: source === '' ? 'put it in quotes' : quoteHint(source) };
  });
}

/**
 * One finding for each mistake: findings of one rule about one value as one, since the server has a text for each
 * regular expression and each limit, and no echoes.
 */
export function joined(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, number>();
  const result: Finding[] = [];
  for (const each of findings) {
    if (each.isEcho) continue;
    const { rule, severity, type, path, value, detail } = each;
    const key = typeof value === 'string' && detail !== '' ? [rule, severity, type, path, value].join('\n') : undefined;
    const place = key === undefined ? undefined : known.get(key);
    if (place === undefined) {
      if (key !== undefined) known.set(key, result.length);
      result.push(each);
    } else if (detail === result[place].detail && each.hint !== result[place].hint) {
      // Two places that the server does not tell apart: the hints do.
      result.push(each);
    } else if (!result[place].detail.split('; ').includes(detail)) {
      result[place] = {
        ...result[place],
        detail: `${result[place].detail}; ${detail}`,
        hint: result[place].hint ?? each.hint,
      };
    }
  }
  return result;
}

/** Prints a value as the API server would: strings quoted, everything else as JSON, shortened when long. */
export function printValue(value: unknown): string {
  const text = asJson(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v)) ?? typeof value;
  } catch {
    // It contains a circular reference, or can't be read.
    return String(value?.constructor?.name);
  }
}

/** `Not found: "x"`, `Invalid value: -1: must be …`: the error without its path. */
export function typeAndDetail({ type, value, detail }: Finding): string {
  const shown = value === undefined ? '' : `: ${printValue(value)}`;
  return detail === '' ? `${type}${shown}` : `${type}${shown}: ${detail}`;
}

/** `spec.template.spec.containers[0].image: Required value. What to do`; what the whole object is about has no path. */
export function findingText(found: Finding): string {
  const place = found.path === '' ? '' : `${found.path}: `;
  const text = withoutCredentials(`${place}${found.type === 'Warning' ? found.detail : typeAndDetail(found)}`);
  return found.hint ? `${text}. ${sentence(found.hint)}` : text;
}

/** With a capital letter, unless the first word is a name or a path: `batch/v1`, `spec.containers[0]`. */
const sentence = (text: string) => (/^\S*[/[]|^\S+\.\S/.test(text) ? text : `${text[0].toUpperCase()}${text.slice(1)}`);

/** Which version judges, and what was found so far. Handed down from the object to its smallest part. */
export class Validation {
  public readonly findings: Finding[] = [];

  private on?: ReadonlySet<string>;

  /**
   * @param minor the Kubernetes minor version that judges: 37 for 1.37
   * @param gates the feature gates that its cluster sets
   * @param isUpdate whether the object exists already: some rules are for new objects only
   * @param known parts that are known to be all right. @default - none
   */
  constructor(
    public readonly minor: number,
    public readonly gates: FeatureGates = NO_GATES,
    public readonly isUpdate = false,
    private readonly known?: ReadonlySet<unknown>,
  ) {}

  /** Whether a part of the object is known to be all right, so that rules for it alone need not look at it. */
  public isKnown(part: unknown): boolean {
    return this.known !== undefined && this.known.has(part);
  }

  /** Whether a feature gate is on. One that a version has no more stays as it was last. */
  public isOn(gate: string): boolean {
    return (this.on ??= gatesOn(this.minor, this.gates)).has(gate);
  }

  /** Without findings, for the same server. */
  public fresh(): Validation {
    return new Validation(this.minor, this.gates, false, this.known);
  }

  /** A hint that has to be searched for. Past the first hundred findings it would cost much and help little. */
  public searchHint(search: () => string | undefined): string | undefined {
    return this.findings.length < 100 ? search() : undefined;
  }

  /** @see finding */
  public add(...given: Parameters<typeof finding>): void {
    this.findings.push(finding(...given));
  }

  public required(rule: string, path: string, detail = '', hint?: string): void {
    this.add(rule, path, 'Required value', detail, { hint });
  }

  public invalid(rule: string, path: string, value: unknown, detail: string, hint?: string): void {
    this.add(rule, path, 'Invalid value', detail, { value: value ?? null, hint });
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
    this.add(rule, path, 'Unsupported value', detail, { value: value ?? '', hint });
  }

  public duplicate(rule: string, path: string, value: unknown, hint?: string): void {
    this.add(rule, path, 'Duplicate value', '', { value: value ?? null, hint });
  }

  public notFound(rule: string, path: string, value: unknown, detail = '', hint?: string): void {
    this.add(rule, path, 'Not found', detail, { value: value ?? null, hint });
  }

  public forbidden(rule: string, path: string, detail: string, hint?: string): void {
    this.add(rule, path, 'Forbidden', detail, { hint });
  }

  public tooLong(rule: string, path: string, detail: string, hint?: string): void {
    this.add(rule, path, 'Too long', detail, { hint });
  }

  public tooMany(rule: string, path: string, actual: number, max: number, hint?: string): void {
    this.add(rule, path, 'Too many', `must have at most ${max} items`, { value: actual, hint });
  }

  /** Runs a check, and marks those of its findings that repeat another one. */
  public markEchoes(check: () => void, isEcho: (found: Finding) => boolean = () => true): void {
    const start = this.findings.length;
    check();
    for (let i = start; i < this.findings.length; i++) {
      if (isEcho(this.findings[i])) this.findings[i] = { ...this.findings[i], isEcho: true };
    }
  }

  /** Accepted by the API server, but surely not what was meant. */
  public warn(rule: string, path: string, value: unknown, detail: string, hint = hintOfWarning(rule)): void {
    this.add(rule, path, 'Warning', detail, { value, hint });
  }
}
