/** The door for algorithms: props become typed data, and findings. */

import type { ApiObjectMetadata } from 'cdk8s';
import type { DeclaredPod } from './pod-declaration';
import { readContainer } from './read-container';
import { readPod } from './read-pod';
import { Finding, finding } from '../../apimachinery/finding';
import { decodeOptions, flag, instanceOf, isOptions, optionsType } from '../../apimachinery/options';
import { readMetadata } from '../../app/metadata';
import type { AlgorithmSettingsOptions } from '../../app/settings';
import type { Owner } from '../../render/owner';
import type { ContainerPart } from '../../render/pod-parts';
import { inside } from '../../render/rendering';
import type { JsonObject } from '../../text/json-value';
import type { AlgorithmOptions } from '../algorithm-options';
import { Queue } from '../queue';
import { AlgorithmWorkload } from '../workload';

/** How an algorithm runs, and the pod around its main container. */
export interface DeclaredOptions {
  readonly workload: AlgorithmWorkload;
  readonly metadata: ApiObjectMetadata;
  readonly pod: DeclaredPod;
  readonly queue?: Queue;
  readonly nameSuffixHash: boolean;
  readonly nameSuffixHashConfig: boolean;
  /** Settings of the algorithm, decoded where they are set. @default - none */
  readonly settings?: AlgorithmSettingsOptions;
  /** Paths are from the object's root. */
  readonly findings: readonly Finding[];
}

/** An algorithm as it was declared. */
export interface DeclaredAlgorithm extends DeclaredOptions {
  readonly main: ContainerPart;
}

/** Name of the main container. */
export const ALGORUNNER = 'algorunner';

type OwnOptions = Pick<AlgorithmOptions, 'workload' | 'nameSuffixHash' | 'nameSuffixHashConfig' | 'queue'>;

const OPTIONS = optionsType<OwnOptions>('AlgorithmOptions', {
  workload: instanceOf(
    'an AlgorithmWorkload',
    (value) => value instanceof AlgorithmWorkload,
    'AlgorithmWorkload has a method for each, such as AlgorithmWorkload.job()',
  ),
  nameSuffixHash: flag,
  nameSuffixHashConfig: flag,
  queue: instanceOf('a Queue', (value) => value instanceof Queue, 'Use Queue.kueue() or Queue.kai()'),
});

/** Reads an algorithm's props. */
export function readAlgorithm(props: unknown, owner: Owner): DeclaredAlgorithm {
  if (!isOptions(props)) return { ...readOptions({}), main: readContainer(props, ALGORUNNER, owner) };
  const { workload, metadata, pod, settings, nameSuffixHash, nameSuffixHashConfig, queue, ...container } =
    props as JsonObject;
  const options = readOptions({
    workload,
    metadata,
    pod,
    settings: settings,
    nameSuffixHash,
    nameSuffixHashConfig,
    queue,
  });
  return { main: readContainer(container, ALGORUNNER, owner), ...options };
}

/** Reads all props except those of the main container. */
export function readOptions(given: { readonly [name in keyof AlgorithmOptions]: unknown }): DeclaredOptions {
  const { nameSuffixHash: ofName, nameSuffixHashConfig: ofConfig } = given;
  const own = { workload: given.workload, nameSuffixHash: ofName, nameSuffixHashConfig: ofConfig, queue: given.queue };
  const { options, findings: ofOptions } = decodeOptions(own, OPTIONS, '', 'HKUBE-TYPE');
  const { workload = AlgorithmWorkload.job(), queue, nameSuffixHash = false, nameSuffixHashConfig = false } = options;
  const { metadata, findings: ofMetadata } = readMetadata(given.metadata);
  const { findings: ofPod, ...pod } = readPod(given.pod);
  // A finding about the props as a whole is not about a field of the pod.
  const [ofProps, ofFields] = [true, false].map((isWhole) => ofPod.filter(({ path }) => (path === '') === isWhole));
  const findings = [...ofMetadata, ...ofOptions, ...inside('pod', ofProps), ...(queue?._findings ?? [])];
  if (nameSuffixHash) findings.push(...nameHashFindings(workload.kind, metadata));
  else if (nameSuffixHashConfig) findings.push(NO_HASH);
  return {
    workload,
    metadata,
    pod: { findings: ofFields, ...pod },
    queue,
    nameSuffixHash,
    nameSuffixHashConfig,
    settings: given.settings as AlgorithmSettingsOptions | undefined,
    findings,
  };
}

const NO_HASH = finding('HKUBE-NAME-HASH', 'metadata.name', 'Forbidden', 'the name has no hash to cover more', {
  hint: 'Turn on nameSuffixHash, or remove nameSuffixHashConfig',
});

/** Reasons why a workload can't have a hash in its name. */
function nameHashFindings(
  kind: string,
  { name, generateName }: ApiObjectMetadata & { generateName?: string },
): Finding[] {
  const forbidden = (detail: string) => [
    finding('HKUBE-NAME-HASH', 'metadata.name', 'Forbidden', detail, { hint: 'Remove nameSuffixHash' }),
  ];
  if (kind === 'Pod') return forbidden('only the name of a Job can have a hash');
  if (kind !== 'Job') {
    return forbidden(`a ${kind} can be updated in place, and under a new name the old one would keep running`);
  }
  if (name === undefined && generateName !== undefined) {
    return forbidden('generateName already creates a new name each time');
  }
  return [];
}
