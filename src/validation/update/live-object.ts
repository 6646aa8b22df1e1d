/**
 * What the cluster has after a manifest was created: with the defaults, and with what the server and controllers add.
 */
import { withDefaults } from './defaults';
import { filled, filledZeros } from './fill';
import { createdPod } from './live-pod';
import { createdService } from './service';
import { StructType } from '../../apimachinery/schema';
import { encodeBase64 } from '../../text/bytes';
import { JsonObject, objectAt } from '../../text/json-value';
import { generatedLabels, UID } from '../objects/job';

type Creation = (object: any) => any;

/** The selector and labels of a Job's pods. */
const createdJob: Creation = (job) => {
  const { metadata = {}, spec = {} } = job;
  if (spec.manualSelector) return job;
  const labels = generatedLabels(metadata.name ?? '', metadata.uid ?? UID);
  const [selected] = ['batch.kubernetes.io/controller-uid'];
  const { template = {} } = spec;
  const podLabels = { ...labels, ...template.metadata?.labels };
  // Labels that the Job got from its template are one map with those.
  const isShared = metadata.labels !== undefined && metadata.labels === template.metadata?.labels;
  return {
    ...job,
    metadata: isShared ? { ...metadata, labels: podLabels } : metadata,
    spec: {
      ...spec,
      selector: {
        ...spec.selector,
        matchLabels: { [selected]: labels[selected], ...spec.selector?.matchLabels },
      },
      template: {
        ...template,
        metadata: { ...template.metadata, labels: podLabels },
      },
    },
  };
};

const encoded = (text: unknown) => encodeBase64([...new TextEncoder().encode(String(text ?? ''))]);

/** A Secret as the server keeps it: texts are data. */
export const keptSecret: Creation = ({ stringData, ...secret }) => {
  if (!stringData) return secret;
  const texts = Object.entries(stringData).map(([key, text]) => [key, encoded(text)]);
  return { ...secret, data: { ...secret.data, ...Object.fromEntries(texts) } };
};

const SOURCES = ['PersistentVolumeClaim', 'VolumeSnapshot'];

/** The two fields for the source of a claim's content say the same. */
export const withDataSources: Creation = (claim) => {
  const { dataSource: given, dataSourceRef, ...spec } = claim.spec ?? {};
  const dataSource = given && !dataSourceRef && !SOURCES.includes(given.kind) ? undefined : given;
  const hasNamespace = Boolean(dataSourceRef?.namespace);
  const source = dataSource ?? (hasNamespace ? undefined : dataSourceRef);
  const reference = dataSourceRef ?? dataSource;
  return {
    ...claim,
    spec: { ...spec, ...(source && { dataSource: source }), ...(reference && { dataSourceRef: reference }) },
  };
};

/** Claims are bound, unless their status tells otherwise. */
const createdClaim: Creation = (claim) => ({
  ...withDataSources(claim),
  status: filledZeros(claim.status ?? {}, { phase: 'Bound' }),
});

const createdNamespace: Creation = (namespace) => ({
  ...namespace,
  spec: filledZeros(namespace.spec ?? {}, { finalizers: ['kubernetes'] }),
});

/** Events are in the namespace of what they are about. */
const createdEvent: Creation = (event) => ({
  ...event,
  metadata: filledZeros(event.metadata ?? {}, { namespace: event.involvedObject?.namespace }),
});

const CREATED: Readonly<Record<string, Creation>> = {
  'batch/v1 Job': createdJob,
  'v1 Event': createdEvent,
  'v1 Namespace': createdNamespace,
  'v1 PersistentVolumeClaim': createdClaim,
  'v1 Pod': createdPod,
  'v1 Secret': keptSecret,
  'v1 Service': createdService,
};

/** An object as the cluster has it. What it has from a cluster already stays. */
export function liveObject(object: JsonObject, type: StructType | undefined, minor: number): JsonObject {
  const complete = type ? withDefaults(object, type, minor) : object;
  const kind = `${object.apiVersion} ${object.kind}`;
  const created = Object.hasOwn(CREATED, kind) ? CREATED[kind](complete) : complete;
  return { ...created, metadata: filled(objectAt(created, 'metadata'), {}) };
}
