import { IConstruct } from 'constructs';
import { assignFindings, renderingFindings, withoutEchoes } from './pod-findings';
import { Manifest, WorkloadObject } from './workload-object';
import type { Finding } from '../../apimachinery/finding';
import { validationBy } from '../../apimachinery/version';
import {
  appErrorsOf,
  checkApp,
  ConstructFinding,
  reportAppErrorsOf,
  reportFindings,
  reportOnce,
} from '../../app/findings';
import { validateChartOf } from '../../app/manifest-validator';
import { duplicateFindings } from '../../app/object-names';
import { Pass } from '../../app/pass';
import { quotaFindings } from '../../app/quota-check';
import { referencesOf } from '../../app/references';
import { settingsOf } from '../../app/settings';
import { reportErrors } from '../../app/written-at';
import type { PodRendering } from '../../render/pod-rendering';
import type { JobMain } from '../../validation/pod/job-servers';
import { newWarnings } from '../../validation/traps';
import { validateWorkload } from '../../validation/validate-workload';

/**
 * Checks a workload and its parts whenever the app is validated. The constructs that are wrong report it. A workload is
 * checked again only after something has changed, since cdk8s validates the whole app once for each chart.
 */
export class WorkloadCheck {
  private readonly pass: Pass;
  private known?: KnownErrors;

  /**
   * @param owner the construct that the workload belongs to
   * @param judge what is wrong with the final manifest; see `judgeWorkload`
   */
  constructor(
    private readonly owner: IConstruct,
    private readonly object: WorkloadObject,
    private readonly judge: (manifest: Manifest) => ConstructFinding[],
  ) {
    this.pass = Pass.of(owner);
    checkApp(object, duplicateFindings, quotaFindings);
    validateChartOf(owner);
    reportAppErrorsOf(object);
    reportErrors(owner, () => this.report());
  }

  /**
   * Errors of the owner. Parts are validated after it, so those that are wrong report it themselves, in the same run.
   */
  private report(): string[] {
    const { byConstruct, ofOwner } = this.errors;
    for (const part of byConstruct.keys()) {
      if (part !== this.owner) reportOnce(this.pass.state(parts), part, () => this.errorsOf(part));
    }
    return ofOwner;
  }

  private errorsOf(construct: IConstruct): string[] {
    return this.errors.byConstruct.get(construct) ?? [];
  }

  private get errors(): KnownErrors {
    const { version } = this.pass;
    if (this.known?.version === version) return this.known;
    const byConstruct = this.judgeAll();
    const ofOwner = [...(byConstruct.get(this.owner) ?? []), ...appErrorsOf(this.object)];
    return (this.known = { version, byConstruct, ofOwner });
  }

  private judgeAll(): Map<IConstruct, string[]> {
    try {
      return reportFindings(this.judge(this.object.manifest()));
    } catch (e) {
      return new Map([[this.owner, [(e as Error).message]]]);
    } finally {
      this.object.forgetRendering();
    }
  }
}

/** What is wrong with a workload in one version of the pass. */
interface KnownErrors {
  readonly version: number;
  readonly byConstruct: ReadonlyMap<IConstruct, string[]>;
  /** Those of the owner, and what checks of the whole app find about its object. */
  readonly ofOwner: string[];
}

/** Parts of workloads that have a validation which reports what is wrong with them. */
const parts = () => new WeakSet<IConstruct>();

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
