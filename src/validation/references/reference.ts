/** References from an object to others, by name. */

import type { Identity } from './identity';

/** What needs an object to exist. */
export interface Reference extends Identity {
  /** In which way. */
  readonly use: 'pod' | 'pull secret' | 'subject' | 'role' | 'backend' | 'scale';
  readonly path: string;
  /** What the object needs to have. */
  readonly part?: ReferencePart;
}

export interface ReferencePart {
  /** A key of a ConfigMap or Secret, or a port of a Service. */
  readonly value: string | number;
  readonly path: string;
  /** What happens without it. */
  readonly otherwise: string;
}

/** A reference to a Secret in the namespace of an object. */
export const secretReference = (name: string, path: string, { namespace }: Identity): Reference => ({
  ...{ use: 'pod', apiGroup: '', kind: 'Secret', namespace, name, path },
});
