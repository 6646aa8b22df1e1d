/** The few shapes that the pictures of the guides are made of, as SVG. */

const FONT = 'font-family="system-ui, sans-serif" font-size="14"';
const MONO = 'font-family="ui-monospace, monospace" font-size="13"';

export const COLORS = {
  ink: '#1f2328',
  faint: '#d0d7de',
  wait: '#b6d5f5',
  run: '#2f81f7',
  main: '#1a7f37',
  terminal: '#0d1117',
  light: '#e6edf3',
  red: '#ff7b72',
  yellow: '#e3b341',
};

export const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** One decimal at most, so that the same numbers give the same bytes. */
const short = (value: number) => String(Math.round(value * 10) / 10);

export const rect = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="3" fill="${fill}"/>`;

export const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${COLORS.faint}"/>`;

export const text = (x: number, y: number, words: string, fill: string = COLORS.ink, anchor = 'start') =>
  `<text x="${short(x)}" y="${short(y)}" fill="${fill}" text-anchor="${anchor}">${escape(words)}</text>`;

export const code = (x: number, y: number, words: string, fill: string) =>
  `<text x="${short(x)}" y="${short(y)}" fill="${fill}" ${MONO} xml:space="preserve">${escape(words)}</text>`;

/** A picture with a title, which screen readers read. */
export function svg(
  width: number,
  height: number,
  title: string,
  background: string,
  shapes: readonly string[],
): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" ${FONT}>`,
    `<title>${escape(title)}</title>`,
    rect(0, 0, width, height, background),
    ...shapes,
    '</svg>\n',
  ].join('\n');
}
