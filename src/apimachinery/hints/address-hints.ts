/** What to write in place of a host, an IP range or a path that is not valid. */

import { ipFamily } from '../ip';

/** The host of a URL. */
export function hostHint(text: string): string | undefined {
  const [, host] = /^(?:https?:\/\/)?([a-z0-9.*-]+)(?:[:/].*)?$/.exec(text) ?? [];
  return host === undefined || host === text ? undefined : `write the host alone: ${JSON.stringify(host)}`;
}

/** The range of a single address. */
export function rangeHint(text: string): string | undefined {
  const family = ipFamily(text);
  return family ? `for this address alone write "${text}/${family === 'IPv4' ? 32 : 128}"` : undefined;
}
