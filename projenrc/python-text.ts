/** Mends what jsii-pacmak writes in Python. */

const IMPORTS = /^( *)from (?:cdk8s\w*|constructs) import .*\n(?:\1from (?:cdk8s\w*|constructs) import .*\n)*/gm;

/** One import for each module, with each name once. */
export const mergedImports = (text: string): string =>
  text.replace(IMPORTS, (lines, indent: string) => {
    const names = new Map<string, string[]>();
    for (const [, module, list] of lines.matchAll(/from (\S+) import (.*)/g)) {
      names.set(module, [...(names.get(module) ?? []), ...list.split(', ')]);
    }
    return [...names]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, list]) => `${indent}from ${module} import ${[...new Set(list)].sort().join(', ')}\n`)
      .join('');
  });

/** Methods that doc comments name are spelled as in Python. */
export const pythonCalls = (text: string): string =>
  text.replace(/``[^`\n]+``/g, (code) =>
    code.replace(/\b[a-z]+[A-Z]\w*(?=\()/g, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  );
