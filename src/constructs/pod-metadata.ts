import type { PodDeclaration } from './private/pod-declaration';

/**
 * Labels and annotations of an algorithm's pods, besides those of its props.
 *
 * Pods have the labels of the chart, those of `pod.labels`, and `app.kubernetes.io/name`, by which they are selected.
 */
export class AlgorithmPodMetadata {
  /** @internal */
  public static _of(pod: PodDeclaration): AlgorithmPodMetadata {
    return new AlgorithmPodMetadata(pod);
  }

  private constructor(private readonly pod: PodDeclaration) {}

  /**
   * Adds a label, in place of one of the same key. The label `app.kubernetes.io/name` can only be set in `pod.labels`; here
   * it is an error at synth.
   *
   * @param key the label's key
   * @param value the label's value
   */
  public addLabel(key: string, value: string): void {
    this.pod.addLabel(key, value);
  }

  /**
   * Adds an annotation, in place of one of the same key.
   *
   * @param key the annotation's key
   * @param value the annotation's value
   */
  public addAnnotation(key: string, value: string): void {
    this.pod.addAnnotation(key, value);
  }
}
