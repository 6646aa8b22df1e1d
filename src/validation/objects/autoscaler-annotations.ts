import { ObjectMeta } from './object-meta';
import { isQuantity } from '../../apimachinery/quantity';
import { isObject } from '../../text/json-value';

/** Annotations in which autoscaling/v1 keeps what only v2 has fields for. The server reads and removes them. */
const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const NAMES = ['metrics', 'behavior', 'conditions', 'current-metrics', 'scale-up-tolerance', 'scale-down-tolerance'];

interface AnnotatedAutoscaler {
  readonly metrics: readonly any[];
  readonly behavior?: any;
  /** Without these annotations. */
  readonly metadata: ObjectMeta | null | undefined;
}

/** Reads metrics and behavior from the annotations. The server ignores those that are malformed. */
export function readAutoscalerAnnotations(metadata: ObjectMeta | null | undefined): AnnotatedAutoscaler {
  const annotations = Object.entries(metadata?.annotations ?? {});
  const kept = annotations.filter(([key]) => !NAMES.some((name) => key === PREFIX + name));
  if (kept.length === annotations.length) return { metrics: [], metadata };
  const textOf = (name: string) => annotations.find(([key]) => key === PREFIX + name)?.[1];
  const behavior = readText(textOf('behavior'), BEHAVIOR);
  return {
    metrics: (readText(textOf('metrics'), [METRIC]) ?? []).map(toV2),
    behavior: behavior && Object.keys(behavior).length > 0 ? behavior : undefined,
    metadata: { ...metadata, annotations: Object.fromEntries(kept) },
  };
}

type Scalar = 'string' | 'int' | 'quantity' | 'any';
interface Struct {
  readonly [field: string]: Shape;
}
type Shape = Scalar | Struct | readonly [Shape];

const REFERENCE: Struct = { kind: 'string', name: 'string', apiVersion: 'string' };
const USAGE: Struct = { name: 'string', targetAverageUtilization: 'int', targetAverageValue: 'quantity' };
const METRIC: Struct = {
  type: 'string',
  object: {
    target: REFERENCE,
    metricName: 'string',
    targetValue: 'quantity',
    selector: 'any',
    averageValue: 'quantity',
  },
  pods: { metricName: 'string', targetAverageValue: 'quantity', selector: 'any' },
  resource: USAGE,
  containerResource: { ...USAGE, container: 'string' },
  external: { metricName: 'string', metricSelector: 'any', targetValue: 'quantity', targetAverageValue: 'quantity' },
};
const SCALING_RULES: Struct = {
  stabilizationWindowSeconds: 'int',
  selectPolicy: 'string',
  policies: [{ type: 'string', value: 'int', periodSeconds: 'int' }],
  tolerance: 'quantity',
};
const BEHAVIOR: Struct = { scaleUp: SCALING_RULES, scaleDown: SCALING_RULES };

class Malformed extends Error {}

function readText(text: string | undefined, shape: Shape): any {
  if (text === undefined) return undefined;
  try {
    return readValue(JSON.parse(text), shape);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Reads JSON as Go does: the names of fields in any case, and null as nothing. */
function readValue(value: unknown, shape: Shape): any {
  if (value === null || shape === 'any') return undefined;
  if (shape === 'string') return expectThat(value, typeof value === 'string');
  if (shape === 'int') return expectThat(value, Number.isInteger(value));
  if (shape === 'quantity') return expectThat(value, isQuantity(value));
  if (isList(shape)) return (expectThat(value, Array.isArray(value)) as any[]).map((item) => readValue(item, shape[0]));
  return readStruct(expectThat(value, isObject(value)) as object, shape);
}

const isList = (shape: Struct | readonly [Shape]): shape is readonly [Shape] => Array.isArray(shape);

function readStruct(value: object, fields: Struct): any {
  const struct: any = {};
  for (const [key, given] of Object.entries(value)) {
    const name = Object.keys(fields).find((field) => field.toLowerCase() === key.toLowerCase());
    const field = name === undefined ? undefined : readValue(given, fields[name]);
    if (name !== undefined && field !== undefined) struct[name] = field;
  }
  return struct;
}

function expectThat(value: unknown, isAsExpected: boolean): unknown {
  if (!isAsExpected) throw new Malformed();
  return value;
}

/** Makes a metric of v2 of one of v1. */
function toV2(metric: any = {}): any {
  const { type, object, pods, resource, containerResource, external } = metric;
  return {
    type,
    object: object && {
      describedObject: object.target,
      metric: { name: object.metricName },
      target: objectTarget(object),
    },
    pods: pods && {
      metric: { name: pods.metricName },
      target: { type: 'AverageValue', averageValue: pods.targetAverageValue ?? '0' },
    },
    resource: resource && { name: resource.name, target: usageTarget(resource) },
    containerResource: containerResource && {
      name: containerResource.name,
      container: containerResource.container,
      target: usageTarget(containerResource),
    },
    external: external && {
      metric: { name: external.metricName },
      target: {
        type: external.targetValue === undefined ? 'AverageValue' : 'Value',
        value: external.targetValue,
        averageValue: external.targetAverageValue,
      },
    },
  };
}

/** Next to an average, a value of 0 counts as missing. */
function objectTarget({ targetValue = '0', averageValue }: any): any {
  if (averageValue === undefined) return { type: 'Value', value: targetValue };
  return { type: 'AverageValue', value: Number(targetValue) === 0 ? undefined : targetValue, averageValue };
}

const usageTarget = ({ targetAverageUtilization: averageUtilization, targetAverageValue: averageValue }: any) => ({
  type: averageUtilization === undefined ? 'AverageValue' : 'Utilization',
  averageUtilization,
  averageValue,
});
