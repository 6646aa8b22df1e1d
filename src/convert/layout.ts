/** Lays code out in lines, as formatters do: on one line if it fits, else with a line for each item. */

/** A text, or items between brackets. */
export type Layout = string | Brackets;

export interface Brackets {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** Whether there are spaces inside the brackets on one line: `{ a: 1 }`. */
  readonly isSpaced?: boolean;
  /** Whether its items always have lines of their own. */
  readonly isBroken?: boolean;
  /** Whether only the last item is broken, if that is enough. */
  readonly hugsLast?: boolean;
}

export interface Item {
  /** `key: `, `name=` */
  readonly prefix: string;
  readonly value: Layout;
  /** Whether a value that does not fit behind its prefix goes to the next line. */
  readonly mayWrap?: boolean;
}

export interface Style {
  /** The longest line. */
  readonly width: number;
  /** What a level is indented by. */
  readonly indent: string;
}

/**
 * Prints a layout.
 *
 * @param indent what its lines begin with, except the first
 * @param before length of what is before it on its first line
 * @param after length of what follows on its last line
 */
export function print(layout: Layout, style: Style, indent: string, before: number, after: number): string {
  if (typeof layout === 'string') return layout;
  const flat = flatText(layout);
  if (flat !== undefined && before + flat.length + after <= style.width) return flat;
  return hugged(layout, style, indent, before) ?? broken(layout, style, indent);
}

/** A layout on one line; undefined if it needs several. */
export function flatText(layout: Layout): string | undefined {
  if (typeof layout === 'string') return layout.includes('\n') ? undefined : layout;
  if (layout.items.length === 0) return layout.open + layout.close;
  if (layout.isBroken) return undefined;
  const items = layout.items.map(({ prefix, value }) => ({ prefix, text: flatText(value) }));
  if (items.some(({ text }) => text === undefined)) return undefined;
  const space = layout.isSpaced ? ' ' : '';
  return layout.open + space + items.map(({ prefix, text }) => prefix + text).join(', ') + space + layout.close;
}

/** With only the last item broken; undefined if the others don't fit before it. */
function hugged({ open, items, close, hugsLast }: Brackets, style: Style, indent: string, before: number) {
  const last = items[items.length - 1];
  if (!hugsLast || typeof last?.value !== 'object') return undefined;
  const others = flatText({ open, items: items.slice(0, -1), close: '' });
  if (others === undefined) return undefined;
  const head = `${others}${items.length > 1 ? ', ' : ''}${last.prefix}`;
  if (before + head.length + last.value.open.length > style.width) return undefined;
  return head + broken(last.value, style, indent) + close;
}

function broken({ open, items, close }: Brackets, style: Style, indent: string): string {
  const inner = indent + style.indent;
  const lines = items.map((item) => `${inner}${itemText(item, style, inner)},\n`);
  return `${open}\n${lines.join('')}${indent}${close}`;
}

function itemText({ prefix, value, mayWrap }: Item, style: Style, indent: string): string {
  const text = print(value, style, indent, indent.length + prefix.length, 1);
  const [first] = text.split('\n', 1);
  const fits = indent.length + prefix.length + first.length + 1 <= style.width;
  return mayWrap && !fits ? `${prefix.trimEnd()}\n${indent}${style.indent}${text}` : prefix + text;
}
