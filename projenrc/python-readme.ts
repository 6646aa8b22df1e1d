/** Makes the README of the Python package of README.md, whose blocks jsii-pacmak has translated. */

import { mergedImports } from './python-text';

interface Change {
  readonly what: RegExp;
  readonly by: string;
}

const INSTALL = `In a virtual environment, with Node.js 20.19 or newer on the \`PATH\`:

\`\`\`sh
pip install cdk8s-hkube
\`\`\`

This installs cdk8s, cdk8s-plus-28 and constructs, too. jsii runs the library in Node.js. In an app that
\`npx cdk8s-cli init python-app\` created, write \`uv add\` instead of \`pip install\`, and \`uv run python\` instead
of \`python\`.
[Python](docs/python.md) describes how props are written, and what mistakes look like.

Replace the content of \`main.py\``;

/** Each has to be found, so that no text about TypeScript comes back. */
const CHANGES: readonly Change[] = [
  { what: /written in TypeScript as/, by: 'written in Python as' },
  // PyPI draws no diagrams.
  { what: /^```mermaid\n[^]*?^This is the pod of [^]*?\n\n/m, by: '' },
  { what: /^## Try it\n[^]*?(?=^## Quick start)/m, by: '' },
  { what: /^In an empty cdk8s app [^]*?^Replace the content of `main\.ts`/m, by: INSTALL },
  { what: /^npx cdk8s synth$/m, by: 'python main.py' },
  {
    what: /Props are spelled and typed as in the Kubernetes API, version (\S+):/,
    by: 'Props are those of the Kubernetes API, version $1, in snake_case:',
  },
  {
    what: /Unknown properties\s+\(from JavaScript, or by a cast\) are errors at synth\./,
    by: 'Unknown names are a `TypeError`.',
  },
  { what: /`pod\.initContainers`/, by: '`pod.init_containers`' },
  { what: /`defaults: false`/, by: '`defaults=False`' },
  { what: / Values of\s+cdk8s-plus are accepted [^]*?`k8s\.Probe`\./, by: '' },
  { what: /convert deployment\.yaml > main\.ts/, by: 'convert deployment.yaml --language python > main.py' },
  { what: /npx cdk8s-hkube /g, by: 'cdk8s-hkube ' },
  { what: / \(main\.ts:\d+\)/g, by: '' },
  { what: /, what to do, and where the\s+construct is written\./, by: ' and what to do.' },
  // A terminal with TypeScript.
  { what: /^!\[[^\]]*\]\(docs\/pictures\/error\.svg\)\n\n/m, by: '' },
  { what: /^Places such as `main\.ts:5` [^]*?\n\n/m, by: '' },
  { what: /^`npm run synth` synthesizes [^]*?\n\n/m, by: '' },
  { what: /\]\((examples\/[\w-]+)\/main\.ts\)/g, by: ']($1/main.py)' },
];

/**
 * @param readme in Markdown
 * @param repository address of the repository, to which relative links lead
 */
export function pythonReadme(readme: string, repository: string): string {
  const changed = CHANGES.reduce((text, { what, by }) => {
    if (text.search(what) < 0) throw new Error(`README.md has changed: ${what} is not found`);
    return text.replace(what, by);
  }, readme);
  return mergedImports(changed).replace(/\]\((?!\w+:|#)([^)\s]+)\)/g, `](${repository}/blob/main/$1)`);
}
