import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonReadme } from './python-readme';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const readme = pythonReadme(README, 'https://github.com/acme/x');

test('the README of the Python package is about Python', () => {
  expect(readme).toContain('pip install cdk8s-hkube\n');
  expect(readme).toContain('Replace the content of `main.py` with this:');
  expect(readme).toContain('](https://github.com/acme/x/blob/main/examples/cron-job/main.py)');
  expect(readme).toContain('](https://github.com/acme/x/blob/main/docs/lifetime.md)');
  expect(readme.match(/\bnpm\b|main\.ts|mermaid$|\]\((?!https:|#)/gm)).toBeNull();
});

test('it has all other sections', () => {
  const headings = (text: string) => text.match(/^## .*$/gm);
  expect(headings(readme)).toEqual(headings(README)!.filter((heading) => heading !== '## Try it'));
});

test('a text that is not found is reported', () => {
  expect(() => pythonReadme(README.replace('## Try it', '## Try'), '')).toThrow('README.md has changed: /^## Try it');
});
