export * from './constructs/algorithm';
export type { AlgorithmOptions } from './constructs/algorithm-options';
export { ContainerBase } from './constructs/container-base';
export type { Capacity, LimitRangeItem } from './validation/admission/capacity';
export { ChartResources } from './app/chart-resources';
export type { SizedQuotaProps } from './app/chart-resources';
export { ContainerCondition } from './render/container-order';
export type { ContainerDependency } from './render/container-order';
export * from './constructs/container-props';
export { AlgorithmDefaults, SideCarMode } from './app/settings';
export type { AlgorithmDefaultsProps, DefaultResources } from './app/settings';
export { Gpu } from './constructs/gpu';
export type { GpuOptions } from './constructs/gpu';
export { ManifestValidator, Severity } from './app/manifest-validator';
export type { ManifestFinding, ManifestValidatorOptions } from './app/manifest-validator';
export type { PodProps, PodResourceClaim } from './render/render-pod';
export type { PodResources } from './validation/admission/pod-resources';
export { PodSecurityProfile } from './app/pod-security-profile';
export type { PodSecurity } from './app/pod-security-profile';
export { Queue } from './constructs/queue';
export type { KaiOptions, KueueOptions } from './constructs/queue';
export { PodDiagram } from './diagram/pod-diagram';
export * from './constructs/shared-volume';
export * from './constructs/shared-volume-props';
export * from './constructs/side-car';
export { Warnings } from './app/warnings';
export * from './constructs/workload';
export * from './hkube/hkube-algorithm';
export type {
  HkubeClusterOptions,
  HkubeClusterSideCar,
  HkubeClusterSwitches,
  HkubeProjectVersion,
  HkubeSideCarResources,
  HkubeTracer,
  HkubeWorkerResources,
} from './hkube/cluster-options';
export { HkubeWorkerJob } from './hkube/hkube-worker-job';
export type { HkubeWorkerJobOptions, HkubeWorkerJobProps } from './hkube/hkube-worker-job';
export { HkubeRegistration } from './hkube/hkube-registration';
export type { HkubeRegistrationOptions, HkubeRegistrationProps, HkubeTokenSecret } from './hkube/hkube-registration';
