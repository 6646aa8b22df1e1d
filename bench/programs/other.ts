/** `other.js PROGRAM ARGUMENT…`: a program that is not ours, whatever its exit code. Needs a POSIX shell. */
import { spawnSync } from 'node:child_process';
import { insteadOfThis } from './report';

/** The last line of `times`: minutes and seconds, of the user's and of the system's CPU, of all that the shell ran. */
const TIMES = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/;

const { stdout } = spawnSync('sh', ['-c', '"$@" > /dev/null; times', 'sh', ...process.argv.slice(2)], {
  encoding: 'utf8',
});
const [userMinutes, user, systemMinutes, system] = TIMES.exec(stdout)!.slice(1).map(Number);
insteadOfThis(1000 * (60 * (userMinutes + systemMinutes) + user + system));
