import type { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Manifest, WorkloadObject } from './workload-object';
import { minorVersion } from '../apimachinery/version';
import { assignFindings, ConstructFinding, renderingFindings, reportFindings } from '../app/findings';
import { markSelfValidated } from '../app/manifest-validator';
import { missingKeys } from '../app/missing-keys';
import { checkObjectName, duplicateOf, objectsOf } from '../app/object-names';
import { checkNamespaceQuotas, quotaErrorsOf } from '../app/quota-check';
import { defaultsOf } from '../app/settings';
import { warningsGeneration } from '../app/warnings';
import { validateWorkload } from '../validation/validate-workload';

/**
 * What is wrong with a workload and its parts, reported by their constructs when the app is synthesized. It is found again only
 * after something has changed: cdk8s asks once for each chart.
 */
export class Verdict {
  private known?: {
    readonly stamp: string | undefined;
    readonly objects: readonly ApiObject[];
    readonly errors: Map<IConstruct, string[]>;
  };

  /**
   * @param owner the construct that the workload belongs to
   * @param judge what is wrong with the final manifest; see `judgeWorkload`
   */
  constructor(
    private readonly owner: IConstruct,
    private readonly object: WorkloadObject,
    private readonly judge: (manifest: Manifest) => ConstructFinding[],
  ) {
    checkObjectName(object);
    checkNamespaceQuotas(object);
    markSelfValidated(object);
    owner.node.addValidation({ validate: () => this.find() });
  }

  /** The errors of one construct, as of the last validation of the owner. */
  public errorsOf(construct: IConstruct): string[] {
    return this.known?.errors.get(construct) ?? [];
  }

  private find(): string[] {
    // Some findings are about other objects of the app.
    const objects = objectsOf(this.object.node.root);
    try {
      const manifest = this.object.manifest();
      const stamp =
        this.object.cacheStamp === undefined ? undefined : `${this.object.cacheStamp} ${warningsGeneration()}`;
      if (stamp === undefined || this.known?.stamp !== stamp || this.known.objects !== objects) {
        this.known = { stamp, objects, errors: reportFindings(this.judge(manifest)) };
      }
    } catch (e) {
      this.known = { stamp: undefined, objects, errors: new Map([[this.owner, [(e as Error).message]]]) };
    }
    const duplicate = duplicateOf(this.object);
    return [...this.errorsOf(this.owner), ...(duplicate ? [duplicate] : []), ...quotaErrorsOf(this.object)];
  }
}

/**
 * What the API server and our own rules say of a workload; of a part of the pod in the name of its construct, else in the owner's.
 *
 * @param templatePath path of the pod template in the manifest
 */
export function judgeWorkload(
  owner: IConstruct,
  { object, rendered }: Manifest,
  templatePath: string,
): ConstructFinding[] {
  const { kubernetesVersion, podSecurity, capacity } = defaultsOf(owner);
  const context = { minor: minorVersion(kubernetesVersion), capacity, podSecurityProfile: podSecurity?.profile };
  const findings = [
    ...validateWorkload(object, templatePath, context),
    ...missingKeys(owner.node.root, object, `${templatePath}.spec`),
  ];
  return [
    ...renderingFindings(owner, rendered, templatePath),
    ...assignFindings(findings, owner, rendered.pod, object, templatePath),
  ];
}
