/** What the status of pods, Jobs and Deployments says. Pure functions over objects as the API server gives them. */

/** The condition of that type, if it holds. */
export const conditionOf = (object: any, type: string): any =>
  object?.status?.conditions?.find((condition: any) => condition.type === type && condition.status === 'True');

/** Statuses of all containers: first those of init containers and native sidecars. */
export const statusesOf = (pod: any): any[] => [
  ...(pod?.status?.initContainerStatuses ?? []),
  ...(pod?.status?.containerStatuses ?? []),
];

export const statusOf = (pod: any, container: string): any => statusesOf(pod).find(({ name }) => name === container);

/** How a container ended the last time; undefined when it never did. */
export const lastEndOf = (status: any): any => status?.state?.terminated ?? status?.lastState?.terminated;

/** In the same words as kubectl: `running`, `waiting: CrashLoopBackOff`, `exited 137: Error`. */
export function stateText({ state = {}, started }: any): string {
  if (state.running) return started === false ? 'running, not started' : 'running';
  if (state.terminated) return `exited ${state.terminated.exitCode}: ${state.terminated.reason}`;
  return `waiting: ${state.waiting?.reason}`;
}

/** A pod in one line. */
export function podText(pod: any): string {
  const statuses = statusesOf(pod).map((status) => {
    const last = status.state?.terminated ? undefined : status.lastState?.terminated;
    const message = status.state?.waiting?.message ?? status.state?.terminated?.message;
    return [
      `${status.name} ${stateText(status)}`,
      ...(status.restartCount > 0 ? [`${status.restartCount} restarts`] : []),
      ...(last ? [`before: exited ${last.exitCode}`] : []),
      ...(message ? [JSON.stringify(message)] : []),
    ].join(', ');
  });
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }: any) => type === 'PodScheduled' && status === 'False',
  );
  return [
    `Pod ${pod.metadata.name}: ${pod.status?.phase}${pod.status?.reason ? ` (${pod.status.reason})` : ''}`,
    ...(unscheduled ? [unscheduled.message] : []),
    ...statuses,
  ].join('; ');
}

/** A Job or a Deployment in one line. */
export function workloadText({ kind, metadata, status = {} }: any): string {
  const conditions = (status.conditions ?? [])
    .filter((condition: any) => condition.status === 'True')
    .map(({ type, reason, message }: any) => `${type} (${[reason, message].filter(Boolean).join(': ')})`);
  const counts = ['active', 'succeeded', 'failed', 'replicas', 'readyReplicas']
    .filter((name) => status[name] !== undefined)
    .map((name) => `${name} ${status[name]}`);
  return `${kind} ${metadata.name}: ${[...counts, ...conditions].join('; ') || 'no status'}`;
}

export function eventText({ type, reason, message, involvedObject, count }: any): string {
  return (
    `${type} ${reason} ${involvedObject?.kind}/${involvedObject?.name}: ` +
    `${String(message).slice(0, 300)}${count > 1 ? ` (${count} times)` : ''}`
  );
}

/** States that pass by themselves. */
const IN_BETWEEN = new Set([undefined, 'ContainerCreating', 'PodInitializing']);

/**
 * What a pod has come to: `Running`, `Unschedulable: …`, or the first container that does not run and why not,
 * such as `web: ErrImagePull`. Undefined while it is on the way there.
 */
export function outcomeOf(pod: any): string | undefined {
  const scheduled = pod.status?.conditions?.find(({ type }: any) => type === 'PodScheduled');
  if (scheduled?.reason === 'Unschedulable') return `Unschedulable: ${scheduled.message}`;
  const statuses = statusesOf(pod);
  if (statuses.length === 0) return undefined;
  for (const { name, state = {}, started } of statuses) {
    if (state.terminated && state.terminated.reason !== 'Completed') return `${name}: ${state.terminated.reason}`;
    if (state.waiting) return IN_BETWEEN.has(state.waiting.reason) ? undefined : `${name}: ${state.waiting.reason}`;
    if (state.running && started === false) return `${name}: not started`;
  }
  return 'Running';
}

/** Lines of `NAME SECONDS`, as the containers of scenarios write them into a file that they share, in order of time. */
export function timesOf(text: string): Array<{ what: string; seconds: number }> {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, what, seconds] = /^(.+) (\d+(?:\.\d+)?)$/.exec(line) ?? [];
      if (what === undefined) throw new Error(`not "NAME SECONDS": ${JSON.stringify(line)}`);
      return { what, seconds: Number(seconds) };
    })
    .sort((a, b) => a.seconds - b.seconds);
}
