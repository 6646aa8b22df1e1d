/** Code as data: what a program says, before it is printed in a language. */

export type Expression =
  | { readonly is: 'scalar'; readonly value: string | number | boolean }
  /** Permission bits, such as 0o644. */
  | { readonly is: 'octal'; readonly value: number }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  /** Keys of the user's own, or names as the API spells them. */
  | { readonly is: 'map'; readonly entries: readonly Entry[] }
  | Struct
  | { readonly is: 'variable'; readonly name: string }
  /** A member of an enum. */
  | { readonly is: 'constant'; readonly name: string; readonly member: string }
  | Call;

export type Entry = readonly [key: string, value: Expression];

/** Props of a type: an object literal in TypeScript, keywords or an object of a class in Python. */
export interface Struct {
  readonly is: 'struct';
  readonly type: string;
  readonly entries: readonly Entry[];
}

/** `new Algorithm(this, 'print', { … })`, `print.mount('/data', data)`, `SharedVolume.fromEmptyDir(…)` */
export interface Call {
  readonly is: 'call';
  /** What has the method: a variable, another call, or a class by its name. @default - a class is instantiated */
  readonly on?: Expression | string;
  readonly name: string;
  readonly args: readonly Expression[];
  /** @default - none */
  readonly props?: Struct;
}

export interface Statement {
  /** The variable that keeps the value. @default - none */
  readonly variable?: string;
  /** What stands above it. @default - no comment */
  readonly comment?: string;
  readonly value: Expression;
}

/** Statements without blank lines between them. */
export type Group = readonly Statement[];

/** A chart, and the file that it was converted from. */
export interface ChartCode {
  readonly className: string;
  readonly id: string;
  readonly file: string;
  /** The namespace of all its objects. @default - each object has its own */
  readonly namespace?: string;
  readonly groups: readonly Group[];
}

export const scalar = (value: string | number | boolean): Expression => ({ is: 'scalar', value });
export const variable = (name: string): Expression => ({ is: 'variable', name });
export const list = (items: readonly Expression[]): Expression => ({ is: 'list', items });
export const map = (entries: readonly Entry[]): Expression => ({ is: 'map', entries });

/** A struct with the entries that have a value. */
export const struct = (type: string, entries: ReadonlyArray<readonly [string, Expression | undefined]>): Struct => ({
  is: 'struct',
  type,
  entries: entries.filter((entry): entry is Entry => entry[1] !== undefined),
});

/** A struct; undefined if it has no entries. */
export const optional = (value: Struct): Struct | undefined => (value.entries.length > 0 ? value : undefined);

export const call = (on: Expression | string | undefined, name: string, args: readonly Expression[], props?: Struct) =>
  ({ is: 'call', on, name, args, props }) satisfies Call;

/** The class `name`, instantiated in the scope of a variable. */
export const construct = (name: string, scope: string, id: string, props?: Struct): Call =>
  call(undefined, name, [variable(scope), scalar(id)], props);

/** Everything that an expression consists of, itself included. */
export function* parts(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.is) {
    case 'list':
      for (const item of expression.items) yield* parts(item);
      return;
    case 'map':
    case 'struct':
      for (const [, value] of expression.entries) yield* parts(value);
      return;
    case 'call':
      if (typeof expression.on === 'object') yield* parts(expression.on);
      for (const arg of expression.args) yield* parts(arg);
      if (expression.props) yield* parts(expression.props);
  }
}

/** An expression with others in the place of some of its parts. */
export function replaced(expression: Expression, others: ReadonlyMap<Expression, Expression>): Expression {
  const within = (entries: readonly Entry[]) =>
    entries.map(([name, value]): Entry => [name, others.get(value) ?? replaced(value, others)]);
  switch (expression.is) {
    case 'list':
      return list(expression.items.map((item) => replaced(item, others)));
    case 'map':
    case 'struct':
      return { ...expression, entries: within(expression.entries) };
    case 'call': {
      const { args, props } = expression;
      return {
        ...expression,
        args: args.map((arg) => replaced(arg, others)),
        props: props && { ...props, entries: within(props.entries) },
      };
    }
    default:
      return expression;
  }
}
