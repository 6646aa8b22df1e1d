/** Lines of shell for the containers of scenarios. */

/** Runs until it is told to stop, and stops at once. */
export const UNTIL_STOPPED = 'trap "exit 0" TERM; sleep 3600 & wait';

/**
 * Writes `WHAT SECONDS` into a file, with hundredths of seconds since the node's start: the same clock for all
 * containers.
 */
export const note = (what: string, file: string) => `echo "${what} $(cut -d" " -f1 /proc/uptime)" >> ${file}`;

/** The same with the time at which the container's process began, however long it takes to come here. */
export const noteStart = (what: string, file: string) =>
  `echo "${what} $(cut -d" " -f22 /proc/1/stat | sed "s/..$/.&/")" >> ${file}`;

/** Where a container leaves what ends up in its status as its last message. */
export const LAST_MESSAGE = '/dev/termination-log';

/** Waits until a test of the shell's holds. */
export const waitUntil = (test: string) => `until ${test}; do sleep 0.1; done`;
