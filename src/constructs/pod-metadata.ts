import type { PodDeclaration } from './private/pod-declaration';

/**
 * Adds labels and annotations to an algorithm's pods.
 *
 * Pods also have the labels of the chart, those of `pod.labels`, and `app.kubernetes.io/name`, which selectors use.
 */
export class AlgorithmPodMetadata {
  /** @internal */
  public static _of(pod: PodDeclaration): AlgorithmPodMetadata {
    return new AlgorithmPodMetadata(pod);
  }

  private constructor(private readonly pod: PodDeclaration) {}

  /**
   * Adds a label. It replaces a label with the same key. You can set the label `app.kubernetes.io/name` only in
   * `pod.labels`; here it is an error at synth.
   *
   * @param key the label's key
   * @param value the label's value
   */
  public addLabel(key: string, value: string): void {
    this.pod.addLabel(key, value);
  }

  /**
   * Adds an annotation. It replaces an annotation with the same key.
   *
   * @param key the annotation's key
   * @param value the annotation's value
   */
  public addAnnotation(key: string, value: string): void {
    this.pod.addAnnotation(key, value);
  }
}
