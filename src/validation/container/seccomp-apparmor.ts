import { Validation } from '../../apimachinery/finding';
import { byteLength } from '../../apimachinery/formats';
import { validateDescendingPath } from '../volume/local-path';

/** Seccomp and AppArmor profiles, of containers and of pods. */

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const MAX_PROFILE = 4095;

/** White space to Go, which is not quite what it is to JavaScript. */
const SPACE = String.raw`[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const SURROUNDING_SPACE = new RegExp(`^${SPACE}|${SPACE}$`);
export const isPadded = (text: string) => SURROUNDING_SPACE.test(text);

export function validateSeccompProfile(v: Validation, rule: string, profile: any, path: string): void {
  const { localhostProfile } = profile;
  if (!profile.type) v.required(rule, `${path}.type`, 'type is required when seccompProfile is set');
  else if (!TYPES.includes(profile.type)) v.notSupported(rule, `${path}.type`, profile.type, TYPES);

  if (profile.type !== 'Localhost') {
    if (localhostProfile != null) {
      v.invalid(rule, `${path}.localhostProfile`, profile, 'can only be set when seccomp type is Localhost');
    }
  } else if (localhostProfile == null) {
    v.required(rule, `${path}.localhostProfile`, 'must be set when seccomp type is Localhost');
  } else {
    validateDescendingPath(v, rule, localhostProfile, `${path}.localhostProfile`);
  }
}

export function validateAppArmorProfile(v: Validation, rule: string, profile: any, path: string): void {
  const { localhostProfile } = profile;
  if (!profile.type) return v.required(rule, `${path}.type`, 'type is required when appArmorProfile is set');
  if (!TYPES.includes(profile.type)) return v.notSupported(rule, `${path}.type`, profile.type, TYPES);

  const at = `${path}.localhostProfile`;
  if (profile.type !== 'Localhost') {
    if (localhostProfile != null) {
      v.invalid(rule, at, localhostProfile, 'can only be set when AppArmor type is Localhost');
    }
    return;
  }
  if (!localhostProfile) return v.required(rule, at, 'must be set when AppArmor type is Localhost');
  if (isPadded(localhostProfile)) v.invalid(rule, at, localhostProfile, 'must not be padded with whitespace');
  if (byteLength(localhostProfile) > MAX_PROFILE) v.tooLong(rule, at, `may not be more than ${MAX_PROFILE} bytes`);
}
