/**
 * The levels of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityProfile {
  /**
   * What hardened containers need: no root, no capabilities, no privilege escalation, the runtime's seccomp profile. What is missing is
   * filled in, in every container of the pod; what is given stays, and is an error at synth where it breaks the standard.
   */
  RESTRICTED = 'restricted',

  /** Nothing of the host: no privileged containers, no host namespaces, paths or ports. Nothing is filled in; what breaks the standard is an error at synth. */
  BASELINE = 'baseline',

  /** Anything goes: nothing is filled in, nothing is checked. It takes an algorithm out of what its chart or app claims. */
  PRIVILEGED = 'privileged',
}

/** What pods promise of their security. */
export interface PodSecurity {
  /**
   * The Pod Security Standard that the pods keep to, in the scope's Kubernetes version. It is the whole pod's: set it for an algorithm, or
   * for a scope around algorithms.
   *
   * @default - that of the enclosing scope; else none: nothing is filled in, nothing is checked, and images that start as root run
   */
  readonly profile?: PodSecurityProfile;

  /**
   * Whether the root file systems of containers are read-only. Each container that has nothing mounted at `/tmp` gets an empty directory
   * there, of its own. A container that says `readOnlyRootFilesystem` in its `securityContext` keeps what it says.
   *
   * @default - that of the enclosing scope; else false
   */
  readonly readOnlyRootFilesystem?: boolean;
}
