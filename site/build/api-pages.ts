/** API.md, which is too long for one page, as a page for each class, enum and struct. */

export interface ApiPage {
  readonly name: string;
  /** `Constructs`, `Structs`, `Classes` or `Enums` */
  readonly group: string;
  /** Its file on the site. */
  readonly target: string;
  readonly text: string;
}

export const API_INDEX = 'api/index.md';

const targetOf = (name: string) => `api/${name}.md`;

/** `### Algorithm <a name="Algorithm" id="cdk8s-hkube.Algorithm"></a>` */
const ANCHOR = / <a name="[^"]*" id="([^"]*)"><\/a>/;
const ANCHORS = new RegExp(ANCHOR, 'g');

/** The pages of API.md, by group; the most last. */
export function apiPages(text: string): ApiPage[] {
  const groups = text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading, ...types] = part.split(/^### /m);
      const group = heading.split('\n')[0].replace(ANCHOR, '').trim();
      return types.map((type) => apiPage(type, group));
    });
  const structs = (pages: readonly ApiPage[]) => Number(pages[0]?.group === 'Structs');
  return groups.sort((a, b) => structs(a) - structs(b)).flat();
}

function apiPage(type: string, group: string): ApiPage {
  const [heading, ...lines] = type.split('\n');
  const name = heading.replace(ANCHOR, '').trim();
  const id = ANCHOR.exec(heading)?.[1] ?? name;
  const body = lines
    .join('\n')
    .replace(/^####(#*) /gm, '##$1 ')
    .replace(/^(##.*?)<sup>(Required|Optional)<\/sup>(.*)$/gm, '$1$3\n\n*$2.*')
    .replace(ANCHORS, (_, anchor: string) => (anchor.includes('.') ? ` <a id="${anchor}"></a>` : ''))
    .replace(/href="#([^"]*)"/g, (_, anchor: string) => `href="${apiLink(anchor)}"`);
  return { name, group, target: targetOf(name), text: `# ${name} <a id="${id}"></a>\n${withoutTags(body)}` };
}

/** Where an anchor of API.md is, seen from another of its pages. */
const apiLink = (anchor: string) => `./${typeOf(anchor)}.html#${anchor}`;

/** `Algorithm` of `cdk8s-hkube.Algorithm.mount` */
const typeOf = (anchor: string) => /^(?:cdk8s-hkube\.)?(\w+)/.exec(anchor)?.[1] ?? '';

/** The page and the anchor on it of a link to API.md. */
export function apiPageOf(anchor: string): string {
  if (anchor === '') return API_INDEX;
  const isType = !anchor.includes('.');
  return `${targetOf(typeOf(anchor))}${isType ? '' : `#${anchor}`}`;
}

/** What looks like a tag in the texts of Kubernetes, such as `<name>`, is text. */
const withoutTags = (text: string) =>
  text
    .split(/(^```[^]*?^```$|`[^`\n]*`)/m)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/<(?!\/?(?:a|code|sup)\b)/g, '&lt;')))
    .join('');

/** The page that lists the others. */
export function apiIndex(pages: readonly ApiPage[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const lists = groups.map((group) => {
    const rows = pages
      .filter((page) => page.group === group)
      .map(({ name, text }) => `| [${name}](${name}.md) | ${summaryOf(text)} |`);
    return `## ${group}\n\n| Name | What it is |\n|---|---|\n${rows.join('\n')}\n`;
  });
  return `# API\n\nEvery class and property of the library, from the comments in its code.\n\n${lists.join('\n')}`;
}

/** The first sentence of a page, as a cell of a table. */
function summaryOf(text: string): string {
  const paragraph = text.split('\n\n').find((each) => /^[A-Z`]/.test(each)) ?? '';
  return paragraph.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
