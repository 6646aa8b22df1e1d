export * from './constructs/algorithm';
export type { AlgorithmOptions } from './constructs/algorithm-options';
export { ContainerBase } from './constructs/container-base';
export type { Capacity, LimitRangeItem } from './validation/admission/capacity';
export { ChartResources } from './app/chart-resources';
export type { ResourceQuotaOptions } from './app/chart-resources';
export { ContainerCondition } from './render/container-condition';
export * from './constructs/container-props';
export { AlgorithmSettings } from './app/settings';
export type { AlgorithmSettingsOptions } from './app/settings';
export type { DefaultResources } from './render/default-resources';
export { SideCarMode } from './render/side-car-mode';
export { Gpu } from './constructs/gpu';
export type { GpuOptions } from './constructs/gpu';
export { ManifestValidator, FindingSeverity, UpdateMethod } from './app/manifest-validator';
export type { Finding, ManifestValidatorOptions, UpdateValidatorOptions } from './app/manifest-validator';
export * from './constructs/pod-metadata';
export * from './constructs/pod-props';
export * from './constructs/pod-types.generated';
export type { PodResources } from './validation/admission/pod-resources';
export { PodSecurityProfile } from './render/pod-security-profile';
export type { PodSecurity } from './render/pod-security-profile';
export { Queue } from './constructs/queue';
export type { KaiOptions, KueueOptions } from './constructs/queue';
export { ManifestValidation } from './cli/manifest-validation';
export { PodDiagram } from './diagram/pod-diagram';
export * from './constructs/shared-volume';
export * from './constructs/shared-volume-props';
export * from './constructs/side-car';
export { SinglePassApp } from './app/single-pass-app';
export { Warnings } from './app/warnings';
export * from './constructs/workload';
export * from './constructs/workload-props';
export * from './hkube/algorithm-spec';
export * from './hkube/hkube-algorithm';
export { HkubeSpec } from './hkube/hkube-spec';
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
