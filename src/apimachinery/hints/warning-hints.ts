/** What to do about warnings whose text says only what is wrong; by the id of the rule. */

const REMOVE_ONE = 'Remove one of them';

const HINTS = new Map([
  ['WARN-CLAIM-DUPLICATE', REMOVE_ONE],
  ['WARN-CLAIM-TEMPLATE', 'Correct it: the server checks it only when it makes the claim of a pod'],
  ['WARN-ENV-DUPLICATE', REMOVE_ONE],
  ['WARN-HOST-ALIAS-DUPLICATE', 'Write all names of an address into one entry'],
  ['WARN-JOB-TEMPLATE', 'Correct it or remove it'],
  ['WARN-MEMORY-LIMIT', 'Raise it: most programs need at least some MiB'],
  ['WARN-MEMORY-VOLUME', 'Raise the limit, or set a smaller sizeLimit'],
  ['WARN-NAME', 'Use at most 63 lowercase letters, digits and "-"'],
  ['WARN-OVERHEAD', 'Set runtimeClassName, or remove overhead'],
  ['WARN-PDB-LABEL', 'Select by another label'],
  ['WARN-PORT-DUPLICATE', REMOVE_ONE],
  ['WARN-PORT-SHARED', 'Use another port in one of them'],
  ['WARN-PROC-MOUNT', 'Remove it, or use a newer cluster'],
  ['WARN-PULL-SECRET-DUPLICATE', REMOVE_ONE],
  ['WARN-SCHEDULE-DEADLINE', 'Raise it to 10 at least, or remove it'],
  ['WARN-SCHEDULE-NEVER', 'Write a date that exists; to start Jobs only by hand, set suspend: true'],
  ['WARN-START-DEADLINE', 'Raise the deadline, or let the probes give up earlier'],
  ['WARN-STARTUP-PROBE-NEVER', 'Use restartPolicy: OnFailure, or set activeDeadlineSeconds'],
  ['WARN-VOLUME-UNMOUNTED', 'Mount it, or remove it'],
]);

export const hintOfWarning = (rule: string): string | undefined => HINTS.get(rule);
