/** The condition that a container waits for before it starts. */
export enum ContainerCondition {
  /**
   * The other container has started: it runs, its `postStart` hook has ended, and its startup probe, if it has one, has
   * succeeded.
   */
  STARTED = 'Started',

  /**
   * The startup probe of the other container has succeeded. If it has no startup probe, one is derived from its
   * readiness probe, or else from its liveness probe, with a `failureThreshold` of at least 30, since starting takes
   * longer than a check of a running container.
   */
  HEALTHY = 'Healthy',

  /** The other container has ended successfully: it is an init container. */
  COMPLETED = 'Completed',
}
