/**
 * The levels of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityProfile {
  /**
   * What hardened containers need: no root, no capabilities, no privilege escalation, the runtime's seccomp profile.
   * Missing fields are filled in, in every container of the pod. Fields that are set stay, and are errors at synth
   * where they break the standard.
   */
  RESTRICTED = 'restricted',

  /**
   * Nothing of the host: no privileged containers, no host namespaces, paths or ports. Nothing is filled in; what
   * breaks the standard is an error at synth.
   */
  BASELINE = 'baseline',

  /** No restrictions: nothing is filled in or checked. It exempts an algorithm from the profile of its chart or app. */
  PRIVILEGED = 'privileged',
}

/** The security that pods are held to. */
export interface PodSecurity {
  /**
   * The Pod Security Standard that the pods follow, in the scope's Kubernetes version. It applies to whole pods: set it
   * for an algorithm, or for a scope around algorithms.
   *
   * @default - that of the enclosing scope; else none: nothing is filled in, nothing is checked, and images that start
   * as root run
   */
  readonly profile?: PodSecurityProfile;

  /**
   * Whether the root file systems of containers are read-only. Each container that has nothing mounted at `/tmp` gets
   * an empty directory of its own there. A container that sets `readOnlyRootFilesystem` in its `securityContext` keeps
   * its value.
   *
   * @default - that of the enclosing scope; else false
   */
  readonly readOnlyRootFilesystem?: boolean;
}
