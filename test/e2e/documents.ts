import { parse } from 'yaml';

/** An object as it is sent to the server: the text that cdk8s printed, and what it says. */
export interface Document {
  readonly text: string;
  readonly object: any;
}

/** The documents of a YAML file as cdk8s prints it. */
export function documentsOf(yaml: string): Document[] {
  return yaml
    .split(/^---$/m)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text, object: parse(text) }));
}

/** Every container of an object's pod template, or of a pod. */
export function containersOf({ kind, spec }: any): any[] {
  const pod =
    kind === 'CronJob' ? spec?.jobTemplate?.spec?.template?.spec : kind === 'Pod' ? spec : spec?.template?.spec;
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

/** The name under which container runtimes keep an image: `docker.io/library/httpd:2.4` of `httpd:2.4`. */
export function fullImageName(reference: string): string {
  const [first, ...rest] = reference.split('/');
  const hasHost = rest.length > 0 && (first === 'localhost' || /[.:A-Z]/.test(first));
  const name = hasHost ? reference : rest.length > 0 ? `docker.io/${reference}` : `docker.io/library/${reference}`;
  return /[:@]/.test(name.slice(name.lastIndexOf('/'))) ? name : `${name}:latest`;
}
