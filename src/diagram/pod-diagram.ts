import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { flowchart } from './flowchart';

/**
 * A pod as a picture for reviews, in the text of a Mermaid flowchart.
 *
 * It shows the containers in the order in which they start, the volumes and what they are made of, who mounts what where, and
 * the Secrets and ConfigMaps that variables come from; no value of a variable.
 *
 * GitHub, GitLab and many editors show such text as a picture, in a block of Markdown that says `mermaid`.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export class PodDiagram {
  /**
   * The pod of a construct, as its manifest has it now: after patches, with all containers and volumes so far.
   *
   * @param construct an Algorithm, an HkubeWorkerJob, a workload of cdk8s-plus, or an ApiObject
   * @throws when it has no API object, or one without a pod
   */
  public static of(construct: IConstruct): string {
    return PodDiagram.fromManifest(objectOf(construct).toJson());
  }

  /**
   * The pod of a manifest: of a Pod, or of what makes pods from a template, such as a Job, CronJob or Deployment.
   *
   * @param manifest the manifest, as a plain object; it may have mistakes
   * @throws when there is no pod in it
   */
  public static fromManifest(manifest: any): string {
    const text = flowchart(manifest);
    if (text === undefined) {
      throw new Error(
        'There is no pod in this manifest: expected a Pod, or a template with containers as a Job, CronJob or Deployment has it',
      );
    }
    return text;
  }

  private constructor() {}
}

function objectOf(construct: IConstruct): ApiObject {
  try {
    return ApiObject.of(construct);
  } catch {
    const path = construct?.node?.path;
    throw new Error(
      `${path === undefined ? '' : `[${path}] `}has no API object: give an Algorithm, an HkubeWorkerJob, a workload of cdk8s-plus or an ApiObject; for a sidecar its algorithm`,
    );
  }
}
