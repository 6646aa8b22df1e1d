import { IConstruct } from 'constructs';
import { assignFindings, renderingFindings, withoutEchoes } from './pod-findings';
import { Manifest, WorkloadObject } from './workload-object';
import { minorVersion } from '../../apimachinery/version';
import { appErrorsOf, checkApp, ConstructFinding, reportAppErrorsOf, reportFindings } from '../../app/findings';
import { missingKeys } from '../../app/missing-keys';
import { duplicateFindings } from '../../app/object-names';
import { Pass } from '../../app/pass';
import { quotaFindings } from '../../app/quota-check';
import { settingsOf } from '../../app/settings';
import { reportErrors } from '../../app/written-at';
import { under } from '../../text/json-value';
import { validateWorkload } from '../../validation/validate-workload';

/**
 * Checks a workload and its parts whenever the app is validated. The constructs that are wrong report it. A workload is
 * checked again only after something has changed, since cdk8s validates the whole app once for each chart.
 */
export class WorkloadCheck {
  private readonly pass: Pass;

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
    reportAppErrorsOf(object);
    reportErrors(owner, () => [...this.errorsOf(owner), ...appErrorsOf(object)]);
  }

  /** Findings about the owner or a part of the workload. */
  public errorsOf(construct: IConstruct): string[] {
    return this.pass.once(this.errors, this.owner).get(construct) ?? [];
  }

  private readonly errors = (owner: IConstruct): Map<IConstruct, string[]> => {
    try {
      return reportFindings(this.judge(this.object.manifest()));
    } catch (e) {
      return new Map([[owner, [(e as Error).message]]]);
    }
  };
}

/**
 * Checks a workload against the API server's rules and our own. Findings about a part of the pod belong to its
 * construct, all others to the owner.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function judgeWorkload(
  owner: IConstruct,
  { object, rendered }: Manifest,
  templatePath: string,
): ConstructFinding[] {
  const { kubernetesVersion, podSecurity, capacity } = settingsOf(owner);
  const context = { minor: minorVersion(kubernetesVersion), capacity, podSecurityProfile: podSecurity?.profile };
  const findings = [
    ...validateWorkload(object, templatePath, context),
    ...missingKeys(owner.node.root, object, under(templatePath, 'spec')),
  ];
  return withoutEchoes(
    renderingFindings(owner, rendered, templatePath),
    assignFindings(findings, owner, rendered.pod, object, templatePath),
  );
}
