import type { IConstruct } from 'constructs';
import type { PodParts } from '../../render/pod-parts';
import type { WorkloadRendering } from '../../render/pod-rendering';
import type { JsonObject } from '../../text/json-value';

/** An algorithm's manifest in its stages. */
export interface Renderings {
  readonly owner: IConstruct;
  /** The parts that the manifest is rendered from. */
  readonly parts: PodParts;
  readonly templatePath: string;
  readonly rendering: WorkloadRendering;
  /** As it is printed: with defaults and patches. */
  readonly patched: JsonObject;
  /** With defaults, without patches. */
  readonly filled: JsonObject;
  /** Without defaults and patches. */
  readonly given: JsonObject;
}
