/** Node's cryptography. Browsers do not have it: there, signatures are not checked. */
import type * as Crypto from 'node:crypto';

export type { KeyObject } from 'node:crypto';

interface Runtime {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

export const crypto = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto') as typeof Crypto | undefined;
