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
 * An algorithm as a spec for HKube, as its API takes it: what was declared, in HKube's terms. Defaults that HKube fills in
 * itself are left out. Of an `HkubeAlgorithm` the spec comes back, with what has changed since.
 *
 * The namespace and the labels of the chart are not part of it: HKube has a namespace of its own.
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
   * The spec, as HKube's API takes it.
   *
   * @param cluster the HKube cluster that the spec is for: its default resources, and what its pods have anyway
   * @throws when there is something that HKube cannot express, or accepts and loses: one error, which lists all of it, each
   * with the construct, the field and the reason
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
   * folder of its own, since `kubectl apply -f dist/` takes every JSON file that it finds in `dist`
   * @param cluster the HKube cluster that the spec is for
   * @returns the path of the file
   * @throws when there is something that HKube cannot express, as `toJson()`; no file is written then
   */
  public write(file?: string, cluster: HkubeClusterOptions = {}): string {
    const spec = this.toJson(cluster);
    const target = file ?? path.join(App.of(this.algorithm).outdir, 'hkube', `${spec.name}.json`);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, `${JSON.stringify(spec, undefined, 2)}\n`);
    return target;
  }

  /**
   * The spec, and all that keeps it from being written.
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
