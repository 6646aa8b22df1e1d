export * from './algorithm';
export { ContainerBase } from './container';
export { ContainerCondition } from './container-order';
export type { ContainerDependency } from './container-order';
export * from './container-props';
export { AlgorithmDefaults, SideCarMode } from './defaults';
export type { AlgorithmDefaultsProps, DefaultResources } from './defaults';
export { Gpu } from './gpu';
export type { GpuOptions } from './gpu';
export { ManifestValidator, Severity } from './manifest-validator';
export type { ManifestFinding, ManifestValidatorOptions } from './manifest-validator';
export type { PodProps, PodResourceClaim } from './pod';
export { PodSecurityProfile } from './pod-security';
export type { PodSecurity } from './pod-security';
export { Queue } from './queue';
export type { KaiOptions, KueueOptions } from './queue';
export * from './shared-volume';
export * from './side-car';
export { Warnings } from './warnings';
export * from './workload';
export * from './hkube/hkube-algorithm';
export type {
  HkubeClusterOptions, HkubeClusterSideCar, HkubeClusterSwitches, HkubeProjectVersion, HkubeSideCarResources, HkubeTracer, HkubeWorkerResources,
} from './hkube/cluster-options';
export { HkubeWorkerJob } from './hkube/hkube-worker-job';
export type { HkubeWorkerJobOptions, HkubeWorkerJobProps } from './hkube/hkube-worker-job';
export { HkubeRegistration } from './hkube/hkube-registration';
export type { HkubeRegistrationOptions, HkubeRegistrationProps, HkubeTokenSecret } from './hkube/hkube-registration';
