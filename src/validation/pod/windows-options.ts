import type { ContainersWithPath } from '../../apimachinery/containers';
import { Validation } from '../../apimachinery/finding';
import { byteLength, dnsSubdomain } from '../../apimachinery/formats';

const MAX_CREDENTIAL_SPEC = 64 * 1024;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_NAME = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);

/** Validates `windowsOptions`, of containers and of pods. */
export function validateWindowsOptions(v: Validation, rule: string, options: any, path: string): void {
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  if (specName != null) v.invalidAll(rule, `${path}.gmsaCredentialSpecName`, specName, dnsSubdomain(specName));
  if (spec === '') {
    v.invalid(rule, `${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string');
  } else if (byteLength(spec ?? '') > MAX_CREDENTIAL_SPEC) {
    v.invalid(
      rule,
      `${path}.gmsaCredentialSpec`,
      spec,
      `gmsaCredentialSpec size must be under ${MAX_CREDENTIAL_SPEC / 1024} KiB`,
    );
  }
  if (user != null) v.invalidAll(rule, `${path}.runAsUserName`, user, userNameMessages(user));
}

/** `DOMAIN\user` or `user` */
function userNameMessages(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  // eslint-disable-next-line no-control-regex -- these are what is refused
  if (/[\x00-\x1f\x7f]/.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];

  const errors: string[] = [];
  const user = parts[parts.length - 1];
  if (parts.length === 2) {
    const [domain] = parts;
    if (byteLength(domain) >= 256) errors.push("runAsUserName's Domain length must be under 256 characters");
    if (!NET_BIOS.test(domain) && !DNS_NAME.test(domain)) {
      errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) errors.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return errors;
}

/** A pod's containers are all processes of the host, or none is. */
export function validateHostProcesses(v: Validation, containers: ContainersWithPath, spec: any, path: string): void {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let count = 0;
  for (const [container, at] of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod != null && own != null && ofPod !== own) {
      v.invalid(
        'PSC',
        `${at}.securityContext.windowsOptions.hostProcess`,
        own,
        `pod hostProcess value must be identical if both are specified, was ${ofPod}`,
      );
    }
    if (own ?? ofPod) count++;
  }
  if (count === 0) return;
  if (count !== containers.length) {
    v.invalid(
      'PSC',
      path,
      '',
      'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    );
  }
  if (!spec.hostNetwork) {
    v.invalid(
      'PSC',
      `${path}.hostNetwork`,
      false,
      'hostNetwork must be true if pod contains any hostProcess containers',
    );
  }
}
