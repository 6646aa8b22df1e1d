/** How a sidecar runs next to the main container. */
export enum SideCarMode {
  /**
   * A native sidecar: an init container with `restartPolicy: Always`. It starts before the main container and is
   * stopped after it, so it never keeps a Job from finishing. Kubernetes 1.29 and newer.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'Native',

  /** An ordinary container. In a Job it must end by itself, or the Job never finishes. */
  CONTAINER = 'Container',

  /**
   * An init container: it runs to its end before the next one starts, and all of them before the main container does.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  INIT = 'Init',
}
