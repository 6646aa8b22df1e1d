/**
 * Image references, as container runtimes read them: `[host[:port]/]path[:tag][@digest]`.
 *
 * @see https://github.com/distribution/reference
 */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = new RegExp(String.raw`^(?:${LABEL}(?:\.${LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** What keeps a text from being an image reference; undefined when it is one. */
export function imageReferenceError(reference: string): string | undefined {
  if (/\s/.test(reference)) return 'must not contain white space';
  const [withTag, digest, ...more] = reference.split('@');
  if (more.length > 0) return 'must not contain more than one "@"';
  if (digest !== undefined && !DIGEST.test(digest)) {
    return 'must have a digest such as sha256:<64 hexadecimal digits> after the "@"';
  }

  const slash = withTag.lastIndexOf('/');
  const colon = withTag.indexOf(':', slash + 1);
  const name = colon < 0 ? withTag : withTag.slice(0, colon);
  if (colon >= 0 && !TAG.test(withTag.slice(colon + 1))) {
    return 'must have a tag of at most 128 letters, digits, "_", "." and "-" after the ":"';
  }

  const components = name.split('/');
  if (components.length > 1 && isHost(components[0])) {
    if (!HOST.test(components[0])) return 'must start with a valid registry host';
    components.shift();
  }
  if (components.some((component) => !COMPONENT.test(component))) {
    return 'must have a repository of lower-case letters and digits, separated by "/", ".", "_" or "-"';
  }
  return components.join('/').length > 255 ? 'must have a repository of at most 255 characters' : undefined;
}

/** Whether the first component is a registry's host: to the runtimes it is if it can't be a path. */
export function isHost(component: string): boolean {
  return component === 'localhost' || /[.:A-Z[]/.test(component);
}
