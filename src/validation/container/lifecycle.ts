import { validateHandler } from './handler';
import { Validation } from '../../apimachinery/finding';

const RULE = 'LIFECYCLE';
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);

/** The signals by the names that the server knows, sorted. */
const SIGNALS = [
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP',
  'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX',
]
  .flatMap((names) => names.split(' '))
  .concat(numbered('RTMIN+', 15), numbered('RTMAX-', 14))
  .map((name) => `SIG${name}`)
  .sort();
const WINDOWS_SIGNALS = ['SIGKILL', 'SIGTERM'];

/** Validates `containers[].lifecycle`. */
export function validateLifecycle(
  v: Validation,
  { postStart, preStop, stopSignal }: any,
  path: string,
  { gracePeriod, os }: { readonly gracePeriod: number; readonly os?: string },
): void {
  if (postStart) validateHandler(v, RULE, postStart, `${path}.postStart`, gracePeriod);
  if (preStop) validateHandler(v, RULE, preStop, `${path}.preStop`, gracePeriod);
  if (stopSignal != null) validateStopSignal(v, stopSignal, os, `${path}.stopSignal`);
}

function validateStopSignal(v: Validation, signal: string, os: string | undefined, path: string): void {
  if (os === undefined) return v.forbidden(RULE, path, 'may not be set for containers with empty `spec.os.name`');
  if (os !== 'linux' && os !== 'windows') return;
  const known = os === 'windows' ? WINDOWS_SIGNALS : SIGNALS;
  if (!known.includes(signal)) v.notSupported(RULE, path, signal, known);
}
