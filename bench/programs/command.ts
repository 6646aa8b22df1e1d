/** `command.js ARGUMENT…`: the command line. */
import { begin } from './report';

begin();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- after `begin()`
require('../../src/cli/bin');
