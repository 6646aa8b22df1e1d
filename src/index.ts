export * from './algorithm';
export { ContainerBase } from './container';
export type { ContainerProps, MountOptions, ResourceRequirements, VolumeMount } from './container';
export { AlgorithmDefaults, SideCarMode } from './defaults';
export type { AlgorithmDefaultsProps, DefaultResources } from './defaults';
export { ManifestValidator, Severity } from './manifest-validator';
export type { ManifestFinding, ManifestValidatorOptions } from './manifest-validator';
export type { PodProps, PodResourceClaim } from './pod';
export { PodDiagram } from './pod-diagram';
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
