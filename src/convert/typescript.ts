/** Prints a program in TypeScript, formatted as Prettier does with single quotes. */

import {
  call,
  Call,
  ChartCode,
  construct,
  Entry,
  Expression,
  optional,
  scalar,
  Statement,
  struct,
  variable,
} from './code';
import { importsOf } from './imported-names';
import { Brackets, flatText, Item, Layout, print, Style } from './layout';
import { literalText } from './literals';

const STYLE: Style = { width: 80, indent: '  ' };
const BODY = '    ';

const quoted = (text: string) => literalText(text, { usual: "'", block: '`' });

export function typescriptProgram(charts: readonly ChartCode[]): string {
  const imports = importsOf(charts, () => []).map(({ names, module }) => importText(names, module.typescript));
  const main = [
    'const app = new App();',
    ...charts.map(({ className, id }) => statementText({ value: construct(className, 'app', id) }, '')),
    'app.synth();',
  ];
  return `${[imports.join('\n'), ...charts.map(classText), main.join('\n')].join('\n\n')}\n`;
}

const importText = (names: readonly string[], module: string): string =>
  print(
    { open: 'import {', items: names.map(plainItem), close: `} from '${module}';`, isSpaced: true },
    STYLE,
    '',
    0,
    0,
  );

function classText({ className, file, namespace, groups }: ChartCode): string {
  const options = struct('ChartProps', [['namespace', namespace === undefined ? undefined : scalar(namespace)]]);
  const start = call(undefined, 'super', [variable('scope'), variable('id')], optional(options));
  return [
    `/** From ${file.replaceAll('*/', '*\\/')}. */`,
    `class ${className} extends Chart {`,
    '  constructor(scope: Construct, id: string) {',
    statementText({ value: start }, BODY),
    ...groups.map((group) => `\n${group.map((statement) => statementText(statement, BODY)).join('\n')}`),
    '  }',
    '}',
  ].join('\n');
}

function statementText({ variable: name, comment, value }: Statement, indent: string): string {
  const start = name === undefined ? indent : `${indent}const ${name} = `;
  const above = comment === undefined ? '' : `${indent}// ${comment}\n`;
  return `${above}${start}${print(layoutOf(value), STYLE, indent, start.length, 1)};`;
}

function layoutOf(expression: Expression): Layout {
  switch (expression.is) {
    case 'scalar':
      return typeof expression.value === 'string' ? quoted(expression.value) : String(expression.value);
    case 'octal':
      return `0o${expression.value.toString(8)}`;
    case 'list':
      return {
        open: '[',
        items: expression.items.map(layoutOf).map(plainItem),
        close: ']',
        isBroken: isBrokenList(expression.items),
      };
    case 'map':
    case 'struct':
      return { open: '{', items: expression.entries.map(memberItem), close: '}', isSpaced: true };
    case 'variable':
      return expression.name;
    case 'constant':
      return `${expression.name}.${expression.member}`;
    case 'call':
      return callLayout(expression);
  }
}

const plainItem = (value: Layout): Item => ({ prefix: '', value });

function callLayout({ on, name, args, props }: Call): Brackets {
  const all = props ? [...args, props] : args;
  const last = all[all.length - 1];
  return {
    open: `${calleeText(on, name)}(`,
    items: all.map(layoutOf).map(plainItem),
    close: ')',
    hugsLast: last !== undefined && shapeOf(last) !== 'other' && shapeOf(last) !== shapeOf(all[all.length - 2]),
  };
}

function calleeText(on: Call['on'], name: string): string {
  if (on === undefined) return name === 'super' ? name : `new ${name}`;
  return `${typeof on === 'string' ? on : flatText(layoutOf(on))}.${name}`;
}

function shapeOf(expression: Expression | undefined): 'object' | 'list' | 'other' {
  if (expression?.is === 'list') return 'list';
  return expression?.is === 'map' || expression?.is === 'struct' ? 'object' : 'other';
}

/** Several objects or several lists, each with several members, always have lines of their own. */
function isBrokenList(items: readonly Expression[]): boolean {
  const [first] = items.map(shapeOf);
  return items.length > 1 && first !== 'other' && items.every((item) => shapeOf(item) === first && sizeOf(item) > 1);
}

function sizeOf(expression: Expression): number {
  if (expression.is === 'list') return expression.items.length;
  return 'entries' in expression ? expression.entries.length : 0;
}

/** Behind a shorter key a new line would gain too little. */
const SHORTEST_WRAPPED_KEY = 5;

function memberItem([key, value]: Entry): Item {
  const name = keyText(key);
  if (value.is === 'variable' && value.name === name) return plainItem(name);
  const isText = value.is === 'scalar' && typeof value.value === 'string' && !/\n./.test(value.value);
  return { prefix: `${name}: `, value: layoutOf(value), mayWrap: isText && name.length >= SHORTEST_WRAPPED_KEY };
}

function keyText(key: string): string {
  // Without brackets it would set the prototype.
  if (key === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
