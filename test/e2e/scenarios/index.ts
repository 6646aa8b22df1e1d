import { jobAppliedAgain, othersAppliedAgain } from './applied-again';
import { containerCrashes, containerCrashesOnFailure, containerExits0 } from './container-crashes';
import { containerKeepsJobAlive } from './container-keeps-job-alive';
import { containersDepend } from './containers-depend';
import { containersInOrder } from './containers-in-order';
import { cronJobCompletes } from './cron-job-completes';
import { deploymentBehindService } from './deployment-behind-service';
import { deploymentRestartsContainers } from './deployment-restarts-containers';
import { givenToAll } from './given-to-all';
import { indexesFail, indexesThatMatter, tooManyIndexesFail } from './indexed-jobs';
import { jobCompletes } from './job-completes';
import { jobOfAnotherController, jobsInParallel, suspendedJob } from './job-controller';
import { mainCrashes } from './main-crashes';
import { mistakesExplained } from './mistakes-explained';
import { changedConfigRuns, changedJobRuns, jobChangedInPlace, jobGoneRunsAgain } from './name-suffix-hash';
import {
  agentOnEachNode,
  claimForEachPod,
  othersRestartContainers,
  podCompletes,
  statefulSetInOrder,
} from './other-workloads';
import { podFailurePolicy } from './pod-failure-policy';
import { restrictedPodRuns, rootImageNotStarted, unrestrictedPodRefused } from './pod-security';
import { refusedByBoth } from './refused-by-both';
import { registrationsEnd } from './registration';
import { limitRangeRefuses, podTooLarge, quotaFitsChart } from './resources';
import { sidecarCrashes, sidecarCrashesOnFailure, sidecarExits0, sidecarNotLive } from './sidecar-crashes';
import { sidecarHealthyLater } from './sidecar-healthy-later';
import { sidecarIgnoresSigterm } from './sidecar-ignores-sigterm';
import { sidecarNeverHealthy, sidecarNeverHealthyOnFailure } from './sidecar-never-healthy';
import { sidecarNeverReady } from './sidecar-never-ready';
import { volumeIsShared } from './volume-is-shared';
import { claimStays, sharedMemoryIsSized, tokenForAudience } from './volumes';
import { workloadKinds } from './workload-kinds';
import { Scenario } from '../scenario';

/** All but the examples. What takes longest comes first, so that the others fill its waiting. */
export const SCENARIOS: readonly Scenario[] = [
  sidecarNeverHealthy,
  sidecarNeverHealthyOnFailure,
  indexesFail,
  containerKeepsJobAlive,
  podFailurePolicy,
  containersInOrder,
  claimForEachPod,
  statefulSetInOrder,
  othersRestartContainers,
  registrationsEnd,
  mistakesExplained,
  deploymentBehindService,
  containersDepend,
  sidecarHealthyLater,
  sidecarIgnoresSigterm,
  sidecarNotLive,
  sidecarCrashes,
  sidecarCrashesOnFailure,
  sidecarExits0,
  changedJobRuns,
  changedConfigRuns,
  jobGoneRunsAgain,
  sidecarNeverReady,
  containerCrashes,
  containerCrashesOnFailure,
  containerExits0,
  deploymentRestartsContainers,
  suspendedJob,
  tooManyIndexesFail,
  indexesThatMatter,
  mainCrashes,
  jobCompletes,
  cronJobCompletes,
  podCompletes,
  agentOnEachNode,
  volumeIsShared,
  givenToAll,
  restrictedPodRuns,
  unrestrictedPodRefused,
  rootImageNotStarted,
  sharedMemoryIsSized,
  tokenForAudience,
  quotaFitsChart,
  jobChangedInPlace,
  podTooLarge,
  limitRangeRefuses,
  jobOfAnotherController,
  jobsInParallel,
  claimStays,
  workloadKinds,
  jobAppliedAgain,
  othersAppliedAgain,
  refusedByBoth,
];
