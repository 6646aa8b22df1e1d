/** `load.js MODULE`: loads a library with everything that it exports, and does nothing with it. */
import { begin } from './report';

begin();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- after `begin()`
const library = require(process.argv[2]);
// Ours loads a module when something of it is first used.
Object.values(library);
