import { jobAppliedAgain, othersAppliedAgain } from './applied-again';
import { containerCrashes, containerCrashesOnFailure, containerExits0 } from './container-crashes';
import { containerKeepsJobAlive } from './container-keeps-job-alive';
import { containersInOrder } from './containers-in-order';
import { cronJobCompletes } from './cron-job-completes';
import { deploymentBehindService } from './deployment-behind-service';
import { deploymentRestartsContainers } from './deployment-restarts-containers';
import { jobCompletes } from './job-completes';
import { mainCrashes } from './main-crashes';
import { refusedByBoth } from './refused-by-both';
import { sidecarCrashes, sidecarCrashesOnFailure, sidecarExits0, sidecarNotLive } from './sidecar-crashes';
import { sidecarHealthyLater } from './sidecar-healthy-later';
import { sidecarIgnoresSigterm } from './sidecar-ignores-sigterm';
import { sidecarNeverHealthy, sidecarNeverHealthyOnFailure } from './sidecar-never-healthy';
import { sidecarNeverReady } from './sidecar-never-ready';
import { volumeIsShared } from './volume-is-shared';
import { workloadKinds } from './workload-kinds';
import { Scenario } from '../scenario';

/** All but the examples. What takes longest comes first, so that the others fill its waiting. */
export const SCENARIOS: readonly Scenario[] = [
  sidecarNeverHealthy, sidecarNeverHealthyOnFailure, containerKeepsJobAlive, containersInOrder, deploymentBehindService,
  sidecarHealthyLater, sidecarIgnoresSigterm, sidecarNotLive, sidecarCrashes, sidecarCrashesOnFailure, sidecarExits0, sidecarNeverReady,
  containerCrashes, containerCrashesOnFailure, containerExits0, deploymentRestartsContainers, mainCrashes, jobCompletes, cronJobCompletes,
  volumeIsShared, workloadKinds, jobAppliedAgain, othersAppliedAgain, refusedByBoth,
];
