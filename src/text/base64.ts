/** The bytes of base64, without Node. What is not base64 is skipped, as Node's Buffer does. */
export function base64Bytes(text: string): Uint8Array {
  const [digits] = text.replaceAll('-', '+').replaceAll('_', '/').split('=', 1);
  const clean = digits.replace(/[^A-Za-z\d+/]/g, '');
  // A single digit at the end is less than a byte.
  const whole = clean.length % 4 === 1 ? clean.slice(0, -1) : clean;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}
