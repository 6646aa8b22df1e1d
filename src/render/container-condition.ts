/** What a container waits for before it starts. */
export enum ContainerCondition {
  /** The other one has started: it runs, its `postStart` hook is through, and its startup probe, if it has one, has succeeded. */
  STARTED = 'Started',

  /**
   * The other one's startup probe has succeeded. If it has none, its readiness probe is taken, else its liveness probe, with a
   * `failureThreshold` of at least 30: whoever starts gets more time than whoever runs.
   */
  HEALTHY = 'Healthy',

  /** The other one has run to its end, successfully: it is an init container. */
  COMPLETED = 'Completed',
}
