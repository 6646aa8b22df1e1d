import { Validation } from '../../apimachinery/finding';
import { headerName, portName, portNumber } from '../../apimachinery/formats';

/** What a probe or a lifecycle hook does. */

const SCHEMES = ['HTTP', 'HTTPS'];
const PROTOCOLS = ['HTTP1', 'HTTP2'];
const GRPC_MODES = ['Plaintext', 'TLS'];

type ActionRule = (v: Validation, rule: string, action: any, path: string, gracePeriod: number) => void;

const ACTIONS: ReadonlyArray<readonly [field: string, actionRule: ActionRule]> = [
  ['exec', validateExec],
  ['httpGet', validateHttpGet],
  ['tcpSocket', (v, rule, { port }, path) => validatePort(v, rule, port, `${path}.port`)],
  ['grpc', validateGrpc],
  ['sleep', validateSleep],
];

/** Just one action, and a sound one. */
export function validateHandler(v: Validation, rule: string, handler: any, path: string, gracePeriod: number): void {
  let seen = false;
  for (const [field, actionRule] of ACTIONS) {
    const action = handler[field];
    if (!action) continue;
    if (seen) v.forbidden(rule, `${path}.${field}`, 'may not specify more than 1 handler type', 'remove one of them');
    else actionRule(v, rule, action, `${path}.${field}`, gracePeriod);
    seen = true;
  }
  if (!seen) v.required(rule, path, 'must specify a handler type');
}

function validateExec(v: Validation, rule: string, { command }: any, path: string): void {
  if (!command?.length) v.required(rule, `${path}.command`);
}

function validateHttpGet(v: Validation, rule: string, action: any, path: string): void {
  const { port, scheme, httpHeaders, protocol } = action;
  validatePort(v, rule, port, `${path}.port`);
  if (scheme && !SCHEMES.includes(scheme)) v.notSupported(rule, `${path}.scheme`, scheme, SCHEMES);
  for (const header of httpHeaders ?? []) {
    v.invalidAll(rule, `${path}.httpHeaders`, header.name ?? '', headerName(header.name ?? ''));
  }
  if (protocol != null) validateProtocol(v, rule, action, path);
}

function validateProtocol(v: Validation, rule: string, { protocol, scheme, host }: any, path: string): void {
  if (!PROTOCOLS.includes(protocol)) return v.notSupported(rule, `${path}.protocol`, protocol, PROTOCOLS);
  if (protocol !== 'HTTP2') return;
  if (scheme && scheme !== 'HTTP') {
    v.invalid(rule, `${path}.protocol`, protocol, 'is only supported with HTTP (H2C)');
  } else if (host) {
    v.invalid(rule, `${path}.host`, host, 'must be empty when `protocol` is "HTTP2"');
  }
}

function validateGrpc(v: Validation, rule: string, { port, mode }: any, path: string): void {
  v.invalidAll(rule, `${path}.port`, port ?? 0, portNumber(port ?? 0), missingHint(port));
  if (mode != null && !GRPC_MODES.includes(mode)) v.notSupported(rule, `${path}.mode`, mode, GRPC_MODES);
}

const missingHint = (port: unknown) => (port == null ? 'write port, such as port: 80' : undefined);

/** A port by number or name. */
export function validatePort(
  v: Validation,
  rule: string,
  port: number | string | null | undefined,
  path: string,
): void {
  if (typeof port !== 'string') return v.invalidAll(rule, path, port ?? 0, portNumber(port ?? 0), missingHint(port));
  v.invalidAll(
    rule,
    path,
    port,
    portName(port),
    /^\d+$/.test(port) ? `Write the number without quotes: ${port}.` : undefined,
  );
}

function validateSleep(v: Validation, rule: string, { seconds }: any, path: string, gracePeriod: number): void {
  const duration: number = seconds ?? 0;
  if (v.isOn('PodLifecycleSleepActionAllowZero')) {
    if (duration < 0 || duration > gracePeriod) {
      v.invalid(
        rule,
        path,
        duration,
        `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`,
      );
    }
  } else if (duration <= 0 || duration > gracePeriod) {
    const remark = v.minor === 32 ? '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.' : '';
    v.invalid(
      rule,
      path,
      duration,
      `must be greater than 0 and less than terminationGracePeriodSeconds (${gracePeriod})${remark}`,
    );
  }
}
