import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOM = path.join(__dirname, '../../src/text');
/** Reads and writes files. */
const NODE_ONLY = ['file.ts'];

// Reading and validating a text runs in a browser too.
test('only one file needs Node', () => {
  const files = fs.readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const needsNode = files.filter((file) => {
    const code = fs.readFileSync(path.join(ROOM, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    return /from '(?!\.)|\b(?:Buffer|process|require|NodeJS|setImmediate|__dirname)\b/.test(code);
  });
  expect(needsNode).toEqual(NODE_ONLY);
});
