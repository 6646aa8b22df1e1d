/** Which files of the repository are pages of the site, where they are on the site, and how links find them. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(__dirname, '../..');

export interface Page {
  /** Its file in the repository. */
  readonly source: string;
  /** Its file on the site. */
  readonly target: string;
}

/** A part of the menu. */
export interface Group {
  readonly title: string;
  readonly entries: ReadonlyArray<{ readonly title: string; readonly target: string }>;
}

/** Pages outside of docs/. */
const TARGETS: Readonly<Record<string, string>> = {
  'README.md': 'docs/introduction.md',
  'CHANGELOG.md': 'docs/changelog.md',
  'CONTRIBUTING.md': 'docs/contributing.md',
  'SECURITY.md': 'docs/security-policy.md',
};

const INDEX = 'docs/README.md';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const targetOf = (source: string) => TARGETS[source] ?? source.replace(/README\.md$/, 'index.md');

/** All pages that are files of the repository, but for API.md. */
export const PAGES: readonly Page[] = [
  ...Object.keys(TARGETS),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => posix.join('docs', name.replaceAll('\\', '/')))
    .sort(),
].map((source) => ({ source, target: targetOf(source) }));

/** The menu: what docs/README.md lists, behind the two pages to begin with. */
export function menu(): Group[] {
  const first = [
    { title: 'Introduction', target: targetOf('README.md') },
    { title: 'All pages', target: targetOf(INDEX) },
  ];
  return read(INDEX)
    .split(/^## /m)
    .slice(1)
    .map((part, i) => {
      const [title] = part.split('\n');
      const links = [...part.matchAll(/\[([^\]]+)\]\(([^)#]+\.md)\)/g)].map(([, text, file]) => ({
        title: text[0].toUpperCase() + text.slice(1),
        target: targetOf(posix.join('docs', file)),
      }));
      return { title, entries: [...(i === 0 ? first : []), ...links] };
    });
}

const REPOSITORY: string = JSON.parse(read('package.json')).repository.url;
export const REPOSITORY_URL = REPOSITORY.replace(/\.git$/, '');

/**
 * The address on the site of what a page links to: another page, or a file of the repository as GitHub shows it.
 *
 * @param source the file with the link
 * @throws when the link leads nowhere
 */
export function resolveLink(href: string, source: string, apiPageOf: (anchor: string) => string): string {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [name, anchor] = href.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const file = posix.join(posix.dirname(source), name).replace(/\/$/, '');
  if (file === 'API.md') return `/${apiPageOf(anchor ?? '')}`;
  const page = PAGES.find((one) => one.source === file || one.source === `${file}/README.md`);
  if (page) return `/${page.target}${hash}`;
  const path = join(ROOT, file);
  if (!existsSync(path)) throw new Error(`${source}: the link ${href} leads nowhere`);
  return `${REPOSITORY_URL}/${statSync(path).isDirectory() ? 'tree' : 'blob'}/main/${file}${hash}`;
}

/** Where a page of the site finds a picture that its file shows. */
export function resolveImage(src: string, source: string): string {
  if (/^[a-z]+:/.test(src)) return src;
  const picture = posix.join(posix.dirname(source), src);
  return `./${posix.relative(posix.dirname(targetOf(source)), picture)}`;
}
