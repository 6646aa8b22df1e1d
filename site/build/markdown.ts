/** How the pages, which are written for GitHub, become pages of the site. */

import type { MarkdownRenderer } from 'vitepress';
import { apiPageOf } from './api-pages';
import { resolveImage, resolveLink } from './pages';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** The anchor that GitHub gives to a heading. */
export const githubSlug = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

export function configureMarkdown(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const source: unknown = env.frontmatter?.source;
    if (typeof source === 'string') resolveLinks(tokens, source);
  });
  md.core.ruler.push('rule-anchors', ({ tokens, env, Token: NewToken }) => {
    if (env.frontmatter?.source !== 'docs/rules.md') return;
    addRuleAnchors(tokens, (id) =>
      Object.assign(new NewToken('html_inline', '', 0), { content: `<a id="${id}"></a>` }),
    );
  });
  const { fence, code_inline: inlineCode } = md.renderer.rules;
  // Braces in code are not for Vue.
  md.renderer.rules.code_inline = (tokens, index, ...rest) => {
    tokens[index].attrSet('v-pre', '');
    return inlineCode!(tokens, index, ...rest);
  };
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return fence!(tokens, index, ...rest);
    return `<MermaidPicture text="${encodeURIComponent(content)}" />\n`;
  };
}

function resolveLinks(tokens: readonly Token[], source: string): void {
  for (const token of tokens) {
    if (token.type === 'link_open') token.attrSet('href', resolveLink(token.attrGet('href')!, source, apiPageOf));
    if (token.type === 'image') token.attrSet('src', resolveImage(token.attrGet('src')!, source));
    resolveLinks(token.children ?? [], source);
  }
}

/** `WARN-IMAGE-LATEST` */
const RULE_ID = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/;

/** Gives each rule of the tables an anchor, which the page to try things links to. */
function addRuleAnchors(tokens: readonly Token[], anchor: (id: string) => Token): void {
  const seen = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.type !== 'inline' || tokens[i - 1].type !== 'td_open' || tokens[i - 2].type !== 'tr_open') return;
    const ids = token.children!.filter(({ type, content }) => type === 'code_inline' && RULE_ID.test(content));
    for (const { content } of ids) {
      if (!seen.has(content)) token.children!.unshift(anchor(content));
      seen.add(content);
    }
  });
}
