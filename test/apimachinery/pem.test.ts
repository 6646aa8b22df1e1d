import { pemBlocks } from '../../src/apimachinery/pem';

const found = (text: string) =>
  pemBlocks(text).map(
    ({ type, hasHeaders, bytes }) => `${type}${hasHeaders ? ' with headers' : ''}: ${Buffer.from(bytes)}`,
  );
const block = (content: string, type = 'X') => `-----BEGIN ${type}-----\n${content}\n-----END ${type}-----\n`;

test.each<[string, string[]]>([
  ['', []],
  ['YWI=', []],
  [block('YWI='), ['X: ab']],
  [block('YWI=').trimEnd(), ['X: ab']],
  [block('YWI=').replace(/\n/g, '\r\n'), ['X: ab']],
  [block('YW\nI='), ['X: ab']],
  [block(' Y\tW I='), ['X: ab']],
  [`text\n${block('YWI=')}more\n${block('Yw==', 'Y')}`, ['X: ab', 'Y: c']],
  [`text${block('YWI=')}`, []],
  [` ${block('YWI=')}`, []],
  [block('YWI'), []],
  [block('Y*I='), []],
  [`${block('*')}${block('YWI=')}`, ['X: ab']],
  [block('a: b\n\nYWI='), ['X with headers: ab']],
  [block('a: b\nYWI='), ['X with headers: ab']],
  [block('a: b'), []],
  [block(''), ['X: ']],
  ['-----BEGIN X-----\n-----END X-----\n', ['X: ']],
  ['-----BEGIN X-----\nYWI=\n-----END Y-----\n', []],
  ['-----BEGIN X-----\nYWI=\n-----END X-----text\n', []],
  ['-----BEGIN X-----\nYWI=\n-----END X----- \n', ['X: ab']],
  ['-----BEGIN X-----text\nYWI=\n-----END X-----\n', []],
  [`-----BEGIN X-----\n${block('YWI=')}`, ['X: ab']],
  ['-----BEGIN X-----\nYWI=\n', []],
  ['-----BEGIN X-----', []],
  ['\n-----END X-----\n', []],
])('%j', (text, expected) => expect(found(text)).toEqual(expected));
