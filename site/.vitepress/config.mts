import { defineConfig } from 'vitepress';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPages } from '../build/api-pages';
import { configureMarkdown, githubSlug } from '../build/markdown';
import { menu, REPOSITORY_URL, ROOT } from '../build/pages';
import { currentVersion } from '../build/versions';

const linkTo = (target: string) => `/${target.replace(/(?:index)?\.md$/, '')}`;

const guides = menu().map(({ title, entries }) => ({
  text: title,
  items: entries.map((entry) => ({ text: entry.title, link: linkTo(entry.target) })),
}));

const api = apiPages(readFileSync(join(ROOT, 'API.md'), 'utf8'));
const apiGroups = [...new Set(api.map(({ group }) => group))].map((group) => ({
  text: group,
  items: api.filter((page) => page.group === group).map(({ name, target }) => ({ text: name, link: linkTo(target) })),
}));

const base = process.env.SITE_BASE ?? '/';

export default defineConfig({
  title: 'cdk8s-hkube',
  description: 'Kubernetes pods with sidecars, checked before you apply them',
  lang: 'en',
  base,
  srcDir: '.pages',
  outDir: '../dist/site',
  // Pages that VitePress does not make.
  ignoreDeadLinks: [/^\/try\//],
  markdown: {
    config: configureMarkdown,
    // Neither GitHub nor API.md gives braces such a meaning.
    attrs: { disable: true },
    anchor: { slugify: githubSlug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  head: [['link', { rel: 'icon', href: `${base}icon.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    logo: '/icon.svg',
    search: {
      provider: 'local',
      options: {
        // Guides first; more words find fewer pages.
        miniSearch: {
          searchOptions: { combineWith: 'AND', boostDocument: (id: string) => (id.includes('/api/') ? 0.2 : 1) },
        },
      },
    },
    nav: [
      { text: 'Guides', link: '/docs/introduction', activeMatch: '^/docs/' },
      { text: 'API', link: '/api/' },
      { text: 'Try it', link: '/try/', target: '_self' },
      {
        text: currentVersion(),
        items: [
          { text: 'Versions', link: '/docs/versions' },
          { text: 'Change log', link: '/docs/changelog' },
        ],
      },
    ],
    sidebar: { '/api/': [{ text: 'API', link: '/api/' }, ...apiGroups], '/': guides },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: REPOSITORY_URL }],
    footer: { message: 'Apache-2.0' },
  },
});
