/**
 * Reads expressions in CEL (Common Expression Language): whether their syntax is right, which variables they use, and
 * the type of what they give, where the text alone shows it. Types of variables and functions are not known here.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md
 */

/** What an expression uses and gives. */
export interface CelExpression {
  /** Variables that the expression does not define itself, and types of objects, in their order. */
  readonly variables: readonly CelVariable[];
  /** The type that it gives, if the text alone shows it: `bool` of `a > b`. */
  readonly type?: string;
  /** `object`, if it is only that or a field in it: `object.spec.replicas`. */
  readonly fieldOf?: string;
}

/** A variable or a type, and the field of it that is read. */
export interface CelVariable {
  readonly name: string;
  readonly field?: string;
}

/** Why the syntax of an expression is wrong. */
export interface CelSyntaxError {
  readonly problem: string;
  /** Where, in UTF-16 code units from the start. */
  readonly offset: number;
}

/** Longer or deeper ones are not read: the server has limits of its own. */
const MAX_LENGTH = 16 * 1024;
const MAX_DEPTH = 60;

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\x60]|[0-3][0-7]{2}|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})`;
const STRING = ['"', "'"]
  .flatMap((quote) => [
    String.raw`[rR]${quote}{3}[^]*?${quote}{3}`,
    String.raw`${quote}{3}(?:${ESCAPE}|[^\\])*?${quote}{3}`,
    String.raw`[rR]${quote}[^${quote}\n\r]*${quote}`,
    String.raw`${quote}(?:${ESCAPE}|[^\\${quote}\n\r])*${quote}`,
  ])
  .join('|');

/** The kinds of tokens, each with its form. The first that matches counts. */
const TOKEN = new RegExp(
  [
    String.raw`(?<space>(?:[\t\n\r\f ]|//[^\n]*)+)`,
    `(?<bytes>[bB](?:${STRING}))`,
    `(?<string>${STRING})`,
    String.raw`(?<double>\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)`,
    String.raw`(?<uint>(?:0x[\da-fA-F]+|\d+)[uU])`,
    String.raw`(?<int>0x[\da-fA-F]+|\d+)`,
    String.raw`(?<identifier>[A-Za-z_]\w*)`,
    '(?<quoted>`[\\w.\\-/ ]+`)',
    String.raw`(?<sign>==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%])`,
  ].join('|'),
  'y',
);

interface Token {
  readonly kind: string;
  readonly text: string;
  readonly offset: number;
}

/** Words with a value, which cannot be identifiers. */
const LITERALS = new Map([
  ['true', 'bool'],
  ['false', 'bool'],
  ['null', 'null_type'],
]);
/** Words that cannot be variables. */
const RESERVED = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package'],
  ...['namespace', 'return', 'var', 'void', 'while'],
]);

/** Whether a word cannot be the name of a variable. */
export const isCelKeyword = (word: string) => word === 'in' || LITERALS.has(word) || RESERVED.has(word);

/** What binds how tightly, from the loosest. */
const OPERATORS = [['||'], ['&&'], ['<', '<=', '>=', '>', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']];
const FIRST_OF_NUMBERS = 3;

/** Macros of one value whose first argument must be the name of a variable, with the number of their arguments. */
const LOOPS = new Map<string, readonly number[]>([
  ['all', [2]],
  ['exists', [2]],
  ['exists_one', [2]],
  ['existsOne', [2]],
  ['filter', [2]],
  ['map', [2, 3]],
]);
/** All macros that define variables. */
const DEFINING = new Set([
  ...LOOPS.keys(),
  ...['transformList', 'transformMap', 'transformMapEntry', 'optMap', 'optFlatMap', 'bind', 'sortBy'],
]);

const LIMITS: Readonly<Record<string, bigint>> = { int: 2n ** 63n, uint: 2n ** 64n - 1n };

/** A part of an expression: what is known of it. */
interface Part {
  /** A variable alone. */
  readonly variable?: string;
  readonly type?: string;
  readonly fieldOf?: string;
  /** `a.b`, as `has` wants it. */
  readonly isField?: boolean;
}

/** What an expression uses, or why its syntax is wrong; nothing when it is too long or too deep to be read here. */
export function readCel(text: string): CelExpression | CelSyntaxError | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return new CelReader(text).read();
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    throw error;
  }
}

/** Ends the reading. */
class Stop extends Error {
  public constructor(public readonly problem?: CelSyntaxError) {
    super();
  }
}

class CelReader {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  /** Variables that macros define. They are known in the whole expression: that is enough to refuse nothing good. */
  private readonly defined = new Set<string>();
  private readonly variables: CelVariable[] = [];

  public constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  public read(): CelExpression {
    const { type, fieldOf } = this.expression();
    if (this.token.kind !== 'end') this.unexpected();
    return { variables: this.variables.filter(({ name }) => !this.defined.has(name)), type, fieldOf };
  }

  private get token(): Token {
    return this.tokens[this.next];
  }

  private isAt(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'sign' || text === 'in');
  }

  private take(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.next++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) this.unexpected(`"${text}"`);
  }

  private unexpected(wanted?: string): never {
    const { kind, text, offset } = this.token;
    const shown = ['string', 'bytes'].includes(kind) ? text : `"${text}"`;
    const found = kind === 'end' ? 'the expression ends' : `${shown} is not expected`;
    throw new Stop({ problem: wanted === undefined ? found : `${found} where ${wanted} should be`, offset });
  }

  private expression(): Part {
    if (++this.depth > MAX_DEPTH) throw new Stop();
    const condition = this.operation(0);
    const isChoice = this.take('?');
    if (isChoice) {
      this.operation(0);
      this.expect(':');
      this.expression();
    }
    this.depth--;
    return isChoice ? {} : condition;
  }

  private operation(level: number): Part {
    if (level === OPERATORS.length) return this.unary();
    let part = this.operation(level + 1);
    while (OPERATORS[level].some((operator) => this.take(operator))) {
      this.operation(level + 1);
      part = level < FIRST_OF_NUMBERS ? { type: 'bool' } : {};
    }
    return part;
  }

  private unary(): Part {
    const sign = ['!', '-'].find((one) => this.isAt(one));
    if (!sign) return this.member();
    const before = this.next;
    while (this.take(sign));
    const isNumber = sign === '-' && this.next === before + 1 && ['int', 'double'].includes(this.token.kind);
    const { type } = this.member(isNumber);
    return sign === '!' ? { type: 'bool' } : { type: isNumber ? type : undefined };
  }

  private member(isNegative = false): Part {
    let part = this.primary(isNegative);
    for (;;) {
      if (this.take('.')) part = this.field(part);
      else if (this.take('[')) part = this.index(part);
      else return part;
    }
  }

  private field(of: Part): Part {
    const isOptional = this.take('?');
    const { kind, text } = this.fieldName();
    if (!isOptional && kind === 'identifier' && this.take('(')) return this.call(text, true);
    if (of.variable !== undefined) this.variables[this.variables.length - 1] = { name: of.variable, field: text };
    const fieldOf = isOptional ? undefined : of.fieldOf;
    return { isField: !isOptional, fieldOf };
  }

  private index(of: Part): Part {
    const isOptional = this.take('?');
    this.expression();
    this.expect(']');
    return { fieldOf: isOptional ? undefined : of.fieldOf };
  }

  private isIdentifier(): boolean {
    return this.token.kind === 'identifier' && this.token.text !== 'in' && !LITERALS.has(this.token.text);
  }

  private primary(isNegative: boolean): Part {
    const { kind, text } = this.token;
    if (this.take('(')) {
      const part = this.expression();
      this.expect(')');
      return part;
    }
    if (this.take('[')) return this.list();
    if (this.take('{')) return this.entries(() => this.expression());
    if (this.isAt('.') || this.isIdentifier()) return this.named();
    if (kind === 'identifier' && LITERALS.has(text)) {
      this.next++;
      return { type: LITERALS.get(text) };
    }
    if (!['string', 'bytes', 'int', 'uint', 'double'].includes(kind)) this.unexpected('a value');
    this.checkRange(isNegative);
    this.next++;
    return { type: kind };
  }

  private checkRange(isNegative: boolean): void {
    const { kind, text, offset } = this.token;
    const isTooLarge =
      kind in LIMITS
        ? BigInt(text.replace(/[uU]$/, '')) > LIMITS[kind] - (kind === 'int' && !isNegative ? 1n : 0n)
        : kind === 'double' && Number(text) === Infinity;
    if (isTooLarge) throw new Stop({ problem: `the number ${text} is too large`, offset });
  }

  /** A variable, the call of a function, or an object of a type. */
  private named(): Part {
    this.take('.');
    const { text, offset } = this.token;
    if (!this.isIdentifier()) this.unexpected('a name');
    this.next++;
    const afterName = this.next;
    while (this.isAt('.') && this.tokens[this.next + 1].kind === 'identifier') this.next += 2;
    if (this.take('{')) {
      this.variables.push({ name: text });
      return this.entries(() => this.fieldName());
    }
    this.next = afterName;
    if (RESERVED.has(text)) throw new Stop({ problem: `"${text}" is a reserved word`, offset });
    if (this.take('(')) return this.call(text, false);
    this.variables.push({ name: text });
    return { variable: text, fieldOf: text };
  }

  private fieldName(): Token {
    const { token } = this;
    if (token.kind !== 'quoted' && !this.isIdentifier()) this.unexpected('a field');
    this.next++;
    return token;
  }

  private list(): Part {
    return this.items(']', () => this.expression());
  }

  private entries(readKey: () => unknown): Part {
    return this.items('}', () => {
      readKey();
      this.expect(':');
      this.expression();
    });
  }

  /** What stands between brackets. A comma may stand at the end, and alone. */
  private items(end: string, readItem: () => unknown): Part {
    let hasMore = !this.take(',');
    while (hasMore && !this.isAt(end)) {
      this.take('?');
      readItem();
      hasMore = this.take(',');
    }
    this.expect(end);
    return {};
  }

  private call(name: string, isOfValue: boolean): Part {
    const start = this.token.offset;
    const args: Part[] = [];
    if (!this.isAt(')')) {
      do args.push(this.expression());
      while (this.take(','));
    }
    this.expect(')');
    if (!isOfValue && name === 'has' && args.length === 1) {
      if (!args[0].isField) throw new Stop({ problem: 'has() takes a field, such as has(a.b)', offset: start });
      return { type: 'bool' };
    }
    if (isOfValue && DEFINING.has(name)) this.define(name, args, start);
    return {};
  }

  /** The variables of a macro: `c` of `list.all(c, c > 0)`. */
  private define(name: string, args: readonly Part[], offset: number): void {
    if (LOOPS.get(name)?.includes(args.length) && args[0].variable === undefined) {
      throw new Stop({ problem: `${name}() takes the name of a variable first, such as ${name}(x, …)`, offset });
    }
    args.slice(0, -1).forEach(({ variable }) => variable !== undefined && this.defined.add(variable));
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (!match?.groups) {
      throw new Stop({ problem: `${JSON.stringify(text.slice(offset, offset + 1))} is not expected`, offset });
    }
    const kind = Object.keys(match.groups).find((one) => match.groups?.[one] !== undefined) ?? '';
    if (kind !== 'space') tokens.push({ kind, text: match[0], offset });
    offset += match[0].length;
  }
  tokens.push({ kind: 'end', text: '', offset });
  return tokens;
}
