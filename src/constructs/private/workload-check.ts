import { IConstruct } from 'constructs';
import { assignFindings, renderingFindings, withoutEchoes } from './pod-findings';
import { Manifest, WorkloadObject } from './workload-object';
import type { Finding } from '../../apimachinery/finding';
import { validationBy } from '../../apimachinery/version';
import { AppFinding, checkApp, ConstructFinding, reportBy } from '../../app/findings';
import { validateChartOf } from '../../app/manifest-validator';
import { duplicateFindings } from '../../app/object-names';
import { Pass } from '../../app/pass';
import { quotaFindings } from '../../app/quota-check';
import { referencesOf } from '../../app/references';
import { settingsOf } from '../../app/settings';
import type { PodRendering } from '../../render/pod-rendering';
import type { JobMain } from '../../validation/pod/job-servers';
import { newWarnings } from '../../validation/traps';
import { validateWorkload } from '../../validation/validate-workload';

/** A workload, and what is wrong with its final manifest. */
interface Check {
  readonly object: WorkloadObject;
  readonly judge: (manifest: Manifest) => ConstructFinding[];
}

/** The workloads of an app, by the constructs that they belong to. */
const checks = () => new Map<IConstruct, Check>();

/**
 * Has a workload checked whenever the app is validated. Whatever is wrong with it, its owner or the parts of its pod
 * report. The app as a whole checks it, since cdk8s validates every construct once for each chart.
 *
 * @param owner the construct that the workload belongs to
 * @param judge what is wrong with the final manifest; see `judgeWorkload`
 */
export function checkWorkload(owner: IConstruct, object: WorkloadObject, judge: Check['judge']): void {
  Pass.of(owner).state(checks).set(owner, { object, judge });
  checkApp(owner, workloadFindings, duplicateFindings, quotaFindings);
  reportBy(owner, object);
  validateChartOf(owner);
}

/** What is wrong with each workload, in the order of constructs. */
function workloadFindings(root: IConstruct): AppFinding[] {
  const pass = Pass.of(root);
  const known = pass.state(checks);
  return pass.constructs.flatMap((owner) => {
    const check = known.get(owner);
    return check ? findingsOf(owner, check) : [];
  });
}

function findingsOf(owner: IConstruct, { object, judge }: Check): AppFinding[] {
  try {
    return judge(object.manifest());
  } catch (e) {
    return [{ construct: owner, error: (e as Error).message }];
  } finally {
    object.forgetRendering();
  }
}

/** The main container of an algorithm. Of other workloads, such as HKube's Jobs, it is not known what ends them. */
function mainOf(owner: IConstruct, { owners, spec }: PodRendering): JobMain | undefined {
  const index = owners.containers.indexOf(owner);
  return index < 0 ? undefined : { name: spec.containers[index].name, hint: ENDS_WITH_MAIN };
}

const ENDS_WITH_MAIN = 'Use SideCarMode.NATIVE, the default of Jobs: such a sidecar ends with the main container';

/**
 * Checks a workload against the API server's rules and our own. Findings about a part of the pod belong to its
 * construct, all others to the owner.
 *
 * @param templatePath path of the pod template in the manifest
 * @param declared what is wrong with what was declared
 */
export function judgeWorkload(
  owner: IConstruct,
  { object, rendered }: Manifest,
  templatePath: string,
  declared: readonly Finding[] = [],
): ConstructFinding[] {
  const settings = settingsOf(owner);
  const { minor, gates } = validationBy(settings);
  const { podSecurity, capacity } = settings;
  const main = mainOf(owner, rendered.pod);
  const context = { minor, gates, capacity, podSecurityProfile: podSecurity?.profile, main };
  const findings = validateWorkload(object, templatePath, context);
  const references = newWarnings([...declared, ...findings], referencesOf(owner, object));
  return withoutEchoes(
    renderingFindings(owner, rendered, templatePath),
    assignFindings([...findings, ...references], owner, rendered.pod, object, templatePath),
  );
}
