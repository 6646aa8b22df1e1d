/** The public entry of this room: the pod of a construct or a manifest as a diagram. */

import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { flowchart } from './flowchart';

/**
 * Draws a pod as a Mermaid flowchart, for reviews.
 *
 * It shows the containers in the order in which they start, the volumes and their sources, the mounts, and the Secrets
 * and ConfigMaps that variables come from. It never shows the value of a variable.
 *
 * GitHub, GitLab and many editors show the text as a picture when it is in a `mermaid` code block of Markdown.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export class PodDiagram {
  /**
   * Draws the pod of a construct as it is now: after patches, with all containers and volumes added so far.
   *
   * @param construct an Algorithm, an HkubeWorkerJob, a workload of cdk8s-plus or an ApiObject
   * @throws when it has no API object, or an API object without a pod
   */
  public static of(construct: IConstruct): string {
    return PodDiagram.fromManifest(objectOf(construct).toJson());
  }

  /**
   * Draws the pod of a manifest: of a Pod, or of a workload with a pod template such as a Job or a StatefulSet.
   *
   * @param manifest the manifest as a plain object; it need not be valid
   * @throws when it has no pod
   */
  public static fromManifest(manifest: any): string {
    const text = flowchart(manifest);
    if (text === undefined) {
      throw new Error(
        'There is no pod in this manifest: pass a Pod, or a workload with a pod template ' +
          'such as a Job, CronJob or Deployment',
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
    const problem =
      'has no API object: pass an Algorithm, an HkubeWorkerJob, a workload of cdk8s-plus or an ApiObject; ' +
      'for a SideCar, pass its Algorithm';
    throw new Error(path === undefined ? problem : `[${path}] ${problem}`);
  }
}
