/** Prints a program in Python, formatted as Black does. */

import { Call, ChartCode, construct, Entry, Expression, Statement, Struct } from './code';
import { importsOf } from './imported-names';
import { Brackets, flatText, Item, Layout, print, Style } from './layout';
import { literalText } from './literals';
import { snakeCase } from './names';

const STYLE: Style = { width: 88, indent: '    ' };
const BODY = '        ';

const quoted = (text: string) => literalText(text, { usual: '"', block: '"""' });

export function pythonProgram(charts: readonly ChartCode[]): string {
  const imports = importsOf(charts, typesOf).map(({ names, module }) => importText(names, module.python));
  const main = [
    'app = App()',
    ...charts.map(({ className, id }) => statementText({ value: construct(className, 'app', id) }, '')),
    'app.synth()',
  ];
  return `${[imports.join('\n'), ...charts.map(classText), main.join('\n')].join('\n\n\n')}\n`;
}

/** Props of calls are keywords: only those inside have types. */
function typesOf(expression: Expression): string[] {
  const values = valuesIn(expression);
  return values.flatMap((value) => (value.is === 'struct' ? [value.type] : []));
}

function valuesIn(expression: Expression): Expression[] {
  switch (expression.is) {
    case 'list':
      return [...expression.items];
    case 'map':
    case 'struct':
      return expression.entries.map(([, value]) => value);
    case 'call':
      return [...expression.args];
    default:
      return [];
  }
}

function importText(names: readonly string[], module: string): string {
  const start = `from ${module} import`;
  const line = `${start} ${names.join(', ')}`;
  if (line.length <= STYLE.width) return line;
  return `${start} (\n${names.map((name) => `${STYLE.indent}${name},\n`).join('')})`;
}

function classText({ className, file, namespace, groups }: ChartCode): string {
  const options = namespace === undefined ? '' : `, namespace=${quoted(namespace)}`;
  return [
    `class ${className}(Chart):`,
    `    """From ${file.replace(/["\\]/g, '\\$&')}."""`,
    '',
    '    def __init__(self, scope: Construct, id: str) -> None:',
    `        super().__init__(scope, id${options})`,
    ...groups.map((group) => `\n${group.map((statement) => statementText(statement, BODY)).join('\n')}`),
  ].join('\n');
}

function statementText({ variable, comment, value }: Statement, indent: string): string {
  const start = variable === undefined ? indent : `${indent}${variable} = `;
  const above = comment === undefined ? '' : `${indent}# ${comment}\n`;
  return `${above}${start}${print(layoutOf(value), STYLE, indent, start.length, 0)}`;
}

function layoutOf(expression: Expression): Layout {
  switch (expression.is) {
    case 'scalar':
      return scalarText(expression.value);
    case 'octal':
      return `0o${expression.value.toString(8)}`;
    case 'list':
      return { open: '[', items: expression.items.map(layoutOf).map(plainItem), close: ']' };
    case 'map':
      return { open: '{', items: expression.entries.map(memberItem), close: '}' };
    case 'struct':
      return { open: `${expression.type}(`, items: keywords(expression), close: ')' };
    case 'variable':
      return expression.name === 'this' ? 'self' : expression.name;
    case 'constant':
      return `${expression.name}.${expression.member}`;
    case 'call':
      return callLayout(expression);
  }
}

function scalarText(value: string | number | boolean): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  return value ? 'True' : 'False';
}

const plainItem = (value: Layout): Item => ({ prefix: '', value });

const memberItem = ([key, value]: Entry): Item => ({ prefix: `${quoted(key)}: `, value: layoutOf(value) });

const keywords = ({ entries }: Struct): Item[] =>
  entries.map(([name, value]) => ({ prefix: `${snakeCase(name)}=`, value: layoutOf(value) }));

function callLayout({ on, name, args, props }: Call): Brackets {
  const callee = on === undefined ? name : `${onText(on)}.${snakeCase(name)}`;
  const items = [...args.map(layoutOf).map(plainItem), ...(props ? keywords(props) : [])];
  return { open: `${callee}(`, items, close: ')' };
}

const onText = (on: Expression | string) => (typeof on === 'string' ? on : flatText(layoutOf(on)));
