import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { HkubeClusterOptions } from './cluster-options';
import { HkubeAlgorithm } from './hkube-algorithm';
import { writeAlgorithm, WrittenSpec } from './write-algorithm';
import { findingText } from '../apimachinery/finding';
import type { ConstructFinding } from '../app/findings';
import { Algorithm } from '../constructs/algorithm';

/**
 * An algorithm as a spec for HKube, in the form that its API accepts. Defaults that HKube fills in itself are left out.
 * For an `HkubeAlgorithm` it is the spec that was read, with later changes.
 *
 * The namespace and the labels of the chart are not part of it, since HKube runs algorithms in its own namespace.
 *
 * @see https://hkube.org/learn/algorithms/
 */
export class HkubeSpec {
  /**
   * The spec of an algorithm.
   *
   * @param algorithm the algorithm
   * @throws when it is not an Algorithm
   */
  public static of(algorithm: Algorithm): HkubeSpec {
    if (typeof algorithm?._renderings !== 'function') throw new Error('HkubeSpec.of: must be an Algorithm');
    return new HkubeSpec(algorithm);
  }

  private constructor(private readonly algorithm: Algorithm) {}

  /**
   * The spec, in the form that HKube's API accepts.
   *
   * @param cluster the HKube cluster that the spec is for: its default resources, and everything its pods always have
   * @throws when HKube cannot express something, or would accept and lose it: one error lists everything, each with the
   * construct, the field and the reason
   */
  public toJson(cluster: HkubeClusterOptions = {}): any {
    const { spec, findings } = this._written(cluster);
    if (findings.length === 0) return spec;
    const lines = findings.map(findingLine).join('\n  ');
    throw new Error(`[${this.algorithm.node.path}] can't be written as a spec for HKube:\n  ${lines}`);
  }

  /**
   * Writes the spec to a file, as JSON. Call it next to `app.synth()`.
   *
   * @param file the file. By default it is `hkube/NAME.json` in the app's output directory, next to the manifests: in a
   * separate folder, since `kubectl apply -f dist/` applies every JSON file in `dist`
   * @param cluster the HKube cluster that the spec is for
   * @returns the path of the file
   * @throws when HKube cannot express something, as `toJson()`; then no file is written
   */
  public write(file?: string, cluster: HkubeClusterOptions = {}): string {
    const spec = this.toJson(cluster);
    const target = file ?? path.join(App.of(this.algorithm).outdir, 'hkube', `${spec.name}.json`);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, `${JSON.stringify(spec, undefined, 2)}\n`);
    return target;
  }

  /**
   * The spec, and all findings that keep it from being written.
   * @internal
   */
  public _written(cluster: HkubeClusterOptions): WrittenSpec {
    const { algorithm } = this;
    const kept = algorithm instanceof HkubeAlgorithm ? algorithm._keptSpec() : undefined;
    return writeAlgorithm({ ...algorithm._renderings(), kept }, cluster);
  }
}

/** `[chart/algorithm] spec.template.spec.tolerations: Forbidden: …` */
const findingLine = ({ construct, finding }: ConstructFinding) => `[${construct.node.path}] ${findingText(finding)}`;
