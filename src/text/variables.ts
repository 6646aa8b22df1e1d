/** Variables that a program should have put values in place of: `${X}`, `$X`, `{{ x }}`, `%X%`, `<X>`, `__X__`. */

/** Kubernetes' own `$(X)` is not one of them. */
const FORMS = [
  /\$\{\{.*?\}\}/,
  /\$\{[A-Za-z_][^}]*\}/,
  /\$[A-Za-z_]\w*/,
  /\{\{.*?\}\}/,
  /%[A-Z_][A-Z0-9_]*%/,
  /#\{[^}]+\}#?/,
  /<%.*?%>/,
  /@[A-Z_][A-Z0-9_]*@/,
  /<[A-Z][A-Z0-9_-]*>/,
  /__[A-Z][A-Z0-9_]*?__/,
];
const VARIABLE = new RegExp(FORMS.map(({ source }) => source).join('|'), 'gs');

/** The variables in a text, as they are written there. */
export const variablesIn = (text: string): string[] => text.match(VARIABLE) ?? [];

/** The variable around an offset of a text, if there is one on its line. */
export function variableAt(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  for (const { index, 0: variable } of line.matchAll(VARIABLE)) {
    if (start + index <= offset && offset < start + index + variable.length) return variable;
  }
  return undefined;
}

/** What replaces the variables, by one of them. */
export function substitution(variable: string, file: string): string {
  if (variable.startsWith('{{')) return 'render the template first: helm template, for example';
  if (!/^\$\w|^\$\{\w/.test(variable)) return 'put in their values first';
  return `put in their values first: envsubst < ${file === 'stdin' ? 'FILE' : file} | cdk8s-hkube validate -`;
}
