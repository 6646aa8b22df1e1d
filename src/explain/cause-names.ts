/** Names of causes. They never change: programs look for them. */
export const CAUSE_NAMES = [
  // The API server refuses the pods, or nobody creates them.
  'AdmissionDenied', 'LimitRange', 'NamespaceTerminating', 'NoPods', 'PodInvalid', 'PodRefused', 'PodSecurity', 'PodsNotRead', 'PriorityClassMissing',
  'Queued', 'QuotaExceeded', 'QuotaNeedsResources', 'RuntimeClassMissing', 'ServiceAccountMissing', 'Suspended', 'WebhookDown',
  // CronJobs.
  'MissedRuns', 'PreviousRunActive', 'ScheduleInvalid', 'TimeZoneUnknown',
  // No node takes the pod.
  'ClaimMissing', 'ClaimUnbound', 'Cordoned', 'HostPort', 'InsufficientResources', 'NodeName', 'NodeSelector', 'NotScheduled', 'PodAffinity',
  'SchedulingGated', 'Taint', 'TooManyPods', 'TooManyVolumes', 'TopologySpread', 'Unschedulable', 'VolumeElsewhere', 'VolumeInUse',
  // The pod cannot be made on its node.
  'ConfigMapKeyMissing', 'ConfigMapMissing', 'CsiDriverMissing', 'HostPath', 'PodNetwork', 'PodSandbox', 'RuntimeHandler', 'SecretKeyMissing',
  'SecretMissing', 'VolumeDenied', 'VolumeMount', 'VolumeTimeout',
  // Images.
  'ImageCertificate', 'ImageDenied', 'ImageNameInvalid', 'ImageNeverPulled', 'ImageNoSpace', 'ImageNotFound', 'ImagePlatform', 'ImagePull',
  'ImagePulling', 'ImageRateLimit', 'ImageRegistryUnreachable', 'ImageSignature',
  // Containers that cannot be created or started.
  'CommandFormat', 'CommandNotExecutable', 'CommandNotFound', 'ContainerConfig', 'ContainerStart', 'Creating', 'InitContainerRuns', 'NodeNotReadyYet',
  'PostStartHook', 'RunsAsRoot', 'StartDevice', 'StartMemory', 'StartMountType', 'StartNodeBusy', 'StartReadOnly', 'StartWorkingDir', 'StartupProbe',
  'SubPath',
  // Containers that end, and should not; or should not so.
  'ContainerStatusUnknown', 'EndsByItself', 'ExitCode', 'LivenessProbe', 'OOMKilled',
  // Pods that are ended from outside.
  'Drained', 'Evicted', 'EvictedDisk', 'EvictedEmptyDir', 'EvictedEphemeralStorage', 'EvictedMemory', 'NodeFull', 'NodeLost', 'NodeRefuses',
  'NodeShutdown', 'NodeTainted', 'PodDeadline', 'PodFailed', 'Preempted',
  // Pods that are not ready, or do not end.
  'Finalizers', 'IgnoresSigterm', 'ReadinessGate', 'ReadinessProbe', 'SidecarKeepsAlive', 'StuckTerminating',
  // What becomes of Jobs and Deployments.
  'BackoffLimitExceeded', 'DeadlineExceeded', 'FailedIndexes', 'JobFailed', 'MaxFailedIndexesExceeded', 'Paused', 'PodFailurePolicy',
  'ProgressDeadlineExceeded', 'Unavailable',
] as const;

export type CauseName = typeof CAUSE_NAMES[number];
