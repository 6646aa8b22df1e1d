/**
 * Has the compiled library load each module when something of it is first used, since most programs use a small part.
 * Run after the compiler: the code of src/ stays as it is, and so do the names that the library exports.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/** Names that TypeScript makes up for modules, and the one that our code has for cdk8s-plus. Nothing else has them. */
const MODULE_NAME = /^(\w+_\d+|kplus)$/;
const LOADED = /^(__importStar\()?require\("[^"]+"\)\)?$/;
const STAR = /^__exportStar\(require\("([^"]+)"\), exports\);$/;
const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\w+; \} \}\);$/;
const EXPORTED = /^(?:exports\.\w+ = )+void 0;$|^exports\.\w+ = \w+;$/gm;

/**
 * Defines an export. Node reads the names that ES modules can import from the code, and leaves out those with a getter
 * that it does not understand; so it must not see that this is one.
 */
const DEFINE = 'const defineExport = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });';

/**
 * @param code a CommonJS module as TypeScript emits it
 * @param exportsOf the names that a module exports, for `export *`
 */
export function loadLazily(code: string, exportsOf: (module: string) => readonly string[]): string {
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, true);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const modules = new Set<string>();
  const replace = (node: ts.Node, text: string) => edits.push({ start: node.getStart(), end: node.getEnd(), text });
  let needsDefine = false;

  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && modules.has(node.expression.text)) {
      // In parentheses, for `new`. Only the first use calls: a call costs more than a look.
      const { text } = node.expression;
      replace(node.expression, `(${text}_m ?? ${text}())`);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  source.statements.forEach((statement, i) => {
    const text = statement.getText();
    const [, star] = STAR.exec(text) ?? [];
    const [, exported, from] = GETTER.exec(text) ?? [];
    const imported = importIn(statement);
    if (imported) {
      modules.add(imported.name);
      replace(statement, lazy(imported.name, imported.load));
    } else if (star) {
      const names = exportsOf(star);
      needsDefine ||= names.length > 0;
      const void0 = names.map((name) => `exports.${name} = void 0;`);
      const defined = names.map((name) => `defineExport("${name}", () => (star_${i}()).${name});`);
      replace(statement, [lazy(`star_${i}`, `require("${star}")`), ...void0, ...defined].join(' '));
    } else if (exported) {
      needsDefine = true;
      replace(statement, `defineExport("${exported}", () => (${from}()).${exported});`);
    } else {
      visit(statement);
    }
  });
  const lazyCode = edits
    .reverse()
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
  // On the first line, so that the others keep their numbers.
  return needsDefine ? lazyCode.replace('"use strict";', `"use strict"; ${DEFINE}`) : lazyCode;
}

const lazy = (name: string, load: string) => `let ${name}_m; const ${name} = () => (${name}_m ??= ${load});`;

/** The module that a statement binds to a name. */
function importIn(statement: ts.Statement): { readonly name: string; readonly load: string } | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [{ name, initializer }] = statement.declarationList.declarations;
  const load = initializer?.getText() ?? '';
  return ts.isIdentifier(name) && MODULE_NAME.test(name.text) && LOADED.test(load)
    ? { name: name.text, load }
    : undefined;
}

/** The names that a compiled module exports. */
export function exportedNames(code: string): string[] {
  const lines = code.match(EXPORTED) ?? [];
  return [...new Set(lines.flatMap((line) => [...line.matchAll(/exports\.(\w+) =/g)].map(([, name]) => name)))];
}

/** Rewrites all compiled modules of a folder, once. */
export function loadFolderLazily(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  for (const file of files.map((path) => join(folder, path))) {
    const exportsOf = (module: string) => exportedNames(readFileSync(`${join(dirname(file), module)}.js`, 'utf8'));
    writeFileSync(file, loadLazily(readFileSync(file, 'utf8'), exportsOf));
  }
}

if (require.main === module && existsSync('lib')) loadFolderLazily('lib');
