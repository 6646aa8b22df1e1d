/** Makes doc comments of the descriptions in Kubernetes' OpenAPI documents. */

/** Longer descriptions end with the sentence that reaches it. */
const ENOUGH = 150;
const WIDTH = 110;

/** Where a description speaks of its field by name, as Go spells it: "HTTPGet specifies …". */
const VERBS = [
  ...[
    'is',
    'are',
    'was',
    'if',
    'here',
    'value',
    'must',
    'may',
    'will',
    'used',
    'expected',
    'specif',
    'describ',
    'defin',
  ],
  ...['indicat', 'represent', 'contain', 'select', 'allow', 'hold', 'refer', 'determin', 'provid', 'point', 'control'],
  ...['mean', 'the '],
];
const ABOUT_ITSELF = new RegExp(`^(\\w+) (?=(?:${VERBS.join('|')})\\w*)`);

export interface Description {
  readonly text: string;
  /** A page to read. @default - none */
  readonly see?: string;
}

/**
 * The first sentences of a description.
 *
 * @param field the API's name of what is described
 * @param name our name of it
 */
export function textOf(description: string, field: string, name: string): Description {
  const see = /More info: (https?:\/\/\S+?)\.?(?=\s|$)/i.exec(description)?.[1];
  const sentences = sentencesOf(plain(description)).map((sentence) => aboutItself(sentence, field, name));
  let text = '';
  const telling = sentences.filter((each) => !isDefault(each));
  for (const sentence of telling.length > 0 ? telling : sentences) {
    if (text.length + sentence.length > ENOUGH && text !== '') break;
    text = text === '' ? sentence : `${text} ${sentence}`;
  }
  const values = valuesIn(description);
  return { text: safe(values === undefined ? text : `${text} ${values}`), see };
}

/** What stands in `@default`: the default that the description names, or `- none`. */
export function defaultOf(description: string): string {
  const [, value] = DEFAULT.exec(plain(description, Infinity)) ?? [];
  const text = value
    ?.replace(/\s+(?:if unspecified|and must|which|\().*$/, '')
    .replace(/^["']|["']$/g, '')
    .replace(/^(\d+) seconds?$/, '$1')
    .replace(/^0(\d{3})$/, '0o$1')
    .replace('serivceaccount', 'service account')
    .trim();
  if (text === undefined || /^(?:nil|none|empty|)$/.test(text)) return '- none';
  return /^(?:\d\w*|true|false)$/.test(text) ? text : `- ${safe(text)}`;
}

const DEFAULT = new RegExp(
  [
    /(?:\b[Dd]efaults? to |\b[Dd]efault (?:value )?is |\binferred to be |(?:^|(?<=[.,] ))[Dd]efault )/,
    /(?!is |to |value|behaviou?r )(.+?)/,
    /(?=[.,;](?:\s|$|[A-Z])| More info|$)/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/** Sentences that say nothing but the default. */
const isDefault = (sentence: string) =>
  /^(?:\w+ )?Defaults? (?:to|is) |^(?:This field is optional|Optional\b.{0,3}$)|\bfeature ?gate\b/i.test(sentence);

const VALUES = /\s*(?:Possible values|Valid options|Options) are:([^]*)$/;

/** The values that a description explains one by one. */
function valuesIn(description: string): string | undefined {
  const [, list = ''] = VALUES.exec(description) ?? [];
  const values = [...list.matchAll(/(?:^|[.\n])\s*(?:- )?([A-Z]\w+)(?: -|:) /g)].map(([, value]) => `\`${value}\``);
  return values.length > 0 ? `One of ${values.join(', ')}.` : undefined;
}

/** The feature gate that a cluster has to enable, where the description says that the field is alpha. */
export function gateOf(description: string): string | undefined {
  if (!/\balpha\b/i.test(description)) return undefined;
  return /\b([A-Z]\w+) feature ?gate/.exec(description)?.[1];
}

/** @param paragraphs how many to take */
function plain(description: string, paragraphs = 1): string {
  return description
    .replace(VALUES, '')
    .split(/\n\s*\n|\n\s*- |\n {2,}/)
    .slice(0, paragraphs)
    .join(' ')
    .replace(/(?:^|\s)More info:? https?:\/\/\S+/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/^(?:\w+ (?:is|are) )?(?:[Oo]ptional|[Rr]equired)(?:\.|:| -) ?/, '')
    .trim();
}

/** A sentence ends before a capital, but not after an abbreviation. */
const sentencesOf = (text: string) =>
  text.split(/(?<=[.!?]["`)]?)(?<!\b(?:e\.g|i\.e|ex|Ex|etc)\.) +(?=[A-Z"`(])/).map((sentence) => sentence.trim());

function aboutItself(sentence: string, field: string, name: string): string {
  const [, subject] = ABOUT_ITSELF.exec(sentence) ?? [];
  if (subject?.toLowerCase() === field.toLowerCase()) return `\`${name}\`${sentence.slice(subject.length)}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What a comment or a page of Markdown would take for something else. */
function safe(text: string): string {
  const parts = text.replace(/\*\//g, '*\\/').split(/(`[^`]*`)/);
  return parts.map((part) => (part.startsWith('`') ? part : safeProse(part))).join('');
}

const safeProse = (text: string) =>
  text
    .replace(/<[^<>]*>/g, '`$&`')
    .replace(/(?<!\w)[*@][\w.]+/g, '`$&`')
    .replace(/[:,;]$/, '.');

/** A doc comment. */
export function docLines(text: string, tags: readonly string[]): string[] {
  const ended = /[.!?:)`"]$/.test(text) ? text : `${text}.`;
  const lines = wrap(ended);
  if (tags.length === 0 && lines.length === 1) return [`/** ${ended} */`];
  return ['/**', ...lines.map(starred), ...(tags.length > 0 ? [' *', ...tags.map(starred)] : []), ' */'];
}

const starred = (line: string) => ` * ${line}`;

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
