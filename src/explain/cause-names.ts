/** The names of all causes, by the file of this room that finds them. To add a cause, start here. */

/** Names never change, since programs look for them. A cause that two files find is listed once. */
export const CAUSE_NAMES_BY_FILE = {
  // The API server refuses the pods.
  'refused-pods.ts': [
    'AdmissionDenied',
    'LimitRange',
    'NamespaceTerminating',
    'PodInvalid',
    'PodRefused',
    'PodSecurity',
    'PriorityClassMissing',
    'QuotaExceeded',
    'QuotaNeedsResources',
    'RuntimeClassMissing',
    'ServiceAccountMissing',
    'WebhookDown',
  ],
  // A Job has failed, has no pods or is suspended.
  'job.ts': [
    'BackoffLimitExceeded',
    'DeadlineExceeded',
    'FailedIndexes',
    'JobFailed',
    'MaxFailedIndexesExceeded',
    'NoPods',
    'PodFailurePolicy',
    'PodsNotRead',
    'Suspended',
  ],
  // Kueue holds it back.
  'kueue.ts': ['QueueExceeded', 'QueueInadmissible', 'Queued'],
  // A CronJob skips runs.
  'cron-job.ts': ['MissedRuns', 'PreviousRunActive', 'ScheduleInvalid', 'TimeZoneUnknown'],
  // A Deployment is not ready.
  'deployment.ts': ['Paused', 'ProgressDeadlineExceeded'],
  // A Deployment, StatefulSet or DaemonSet has too few ready pods.
  'replicas.ts': ['Unavailable'],
  // No node accepts the pod.
  'scheduling-causes.ts': [
    'ClaimMissing',
    'ClaimUnbound',
    'Cordoned',
    'HostPort',
    'InsufficientResources',
    'NodeName',
    'NodeSelector',
    'PodAffinity',
    'Taint',
    'TooManyPods',
    'TooManyVolumes',
    'TopologySpread',
    'VolumeElsewhere',
  ],
  // The pod is not scheduled.
  'scheduling.ts': ['NotScheduled', 'SchedulingGated', 'Unschedulable'],
  // A volume cannot be mounted.
  'volumes.ts': ['CsiDriverMissing', 'HostPath', 'VolumeDenied', 'VolumeInUse', 'VolumeMount', 'VolumeTimeout'],
  // The pod has not started yet, or its node cannot set it up.
  'creating.ts': ['Creating', 'ImagePulling', 'InitContainerRuns', 'PodNetwork', 'PodSandbox', 'RuntimeHandler'],
  // An image cannot be pulled.
  'image.ts': [
    'ImageCertificate',
    'ImageDenied',
    'ImageNameInvalid',
    'ImageNeverPulled',
    'ImageNoSpace',
    'ImageNotFound',
    'ImagePlatform',
    'ImagePull',
    'ImageRateLimit',
    'ImageRegistryUnreachable',
    'ImageSignature',
  ],
  // A container cannot be created.
  'config.ts': [
    'ConfigMapKeyMissing',
    'ConfigMapMissing',
    'ContainerConfig',
    'NodeNotReadyYet',
    'RunsAsRoot',
    'SecretKeyMissing',
    'SecretMissing',
    'SubPath',
  ],
  // A container cannot be started.
  'start.ts': [
    'CommandFormat',
    'CommandNotExecutable',
    'CommandNotFound',
    'ContainerStart',
    'StartDevice',
    'StartMemory',
    'StartMountType',
    'StartNodeBusy',
    'StartReadOnly',
    'StartWorkingDir',
  ],
  // A probe or hook fails.
  'probe.ts': ['LivenessProbe', 'PostStartHook', 'ReadinessProbe', 'StartupProbe'],
  // The last output of a container says why it ended.
  'log-causes.ts': ['MountLost', 'ReadOnlyFileSystem'],
  // A container ended when it should not.
  'exit.ts': ['ContainerStatusUnknown', 'EndsByItself', 'ExitCode', 'OOMKilled'],
  // The node or the cluster ended the pod.
  'node.ts': [
    'Drained',
    'Evicted',
    'EvictedDisk',
    'EvictedEmptyDir',
    'EvictedEphemeralStorage',
    'EvictedMemory',
    'NodeFull',
    'NodeLost',
    'NodeRefuses',
    'NodeShutdown',
    'NodeTainted',
    'NodeTopology',
    'PodDeadline',
    'PodFailed',
    'Preempted',
  ],
  // The pod does not end.
  'lifetime.ts': ['Finalizers', 'IgnoresSigterm', 'SidecarKeepsAlive', 'StuckTerminating'],
  // The pod is not ready.
  'pod-symptoms.ts': ['ReadinessGate'],
  // What was read does not show the state of an object.
  'explain.ts': ['StatusUnknown'],
} as const;

export type CauseName = (typeof CAUSE_NAMES_BY_FILE)[keyof typeof CAUSE_NAMES_BY_FILE][number];

export const CAUSE_NAMES: readonly CauseName[] = Object.values(CAUSE_NAMES_BY_FILE).flat();
