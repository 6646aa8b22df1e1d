/** Base64 as Go's encoding/base64 reads it: padded, with line breaks anywhere. */

const withoutBreaks = (text: string) => (/[\r\n]/.test(text) ? text.replace(/[\r\n]/g, '') : text);
const paddingOf = (packed: string) => (packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0);

/** Whether the text is base64. */
export function isBase64(text: string): boolean {
  const packed = withoutBreaks(text);
  return packed.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(packed.slice(0, packed.length - paddingOf(packed)));
}

/** How many bytes base64 text stands for. */
export function base64Length(text: string): number {
  const packed = withoutBreaks(text);
  return (packed.length / 4) * 3 - paddingOf(packed);
}
