/**
 * CSINode.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-node-v1/
 */
import { validateClusterMeta } from './cluster-meta';
import { Validation } from '../../apimachinery/finding';
import { byteLength, qualifiedName } from '../../apimachinery/formats';
import { nonNegative } from '../../apimachinery/integers';
import { validateCsiDriver } from '../volume/volume-source';

const RULE = 'CSI-NODE';
const MAX_NODE_ID = 256;

/** A CSINode. */
export function validateCsiNode(v: Validation, node: any): void {
  validateClusterMeta(v, node.metadata);
  const names = new Set<string>();
  (node.spec?.drivers ?? []).forEach((driver: any, i: number) => {
    const path = `spec.drivers[${i}]`;
    const name: string = driver?.name ?? '';
    validateCsiDriver(v, name, `${path}.name`, RULE);
    validateNodeId(v, driver?.nodeID ?? '', `${path}.nodeID`);
    nonNegative(v, RULE, `${path}.allocatable.count`, driver?.allocatable?.count);
    if (names.has(name)) v.duplicate(RULE, `${path}.name`, name);
    names.add(name);
    validateTopologyKeys(v, driver?.topologyKeys ?? [], path);
  });
}

function validateNodeId(v: Validation, id: string, path: string): void {
  if (id === '') v.required(RULE, path);
  if (byteLength(id) > MAX_NODE_ID) v.invalid(RULE, path, id, `must be ${MAX_NODE_ID} characters or less`);
}

/** The server names the driver, not the key. */
function validateTopologyKeys(v: Validation, keys: readonly string[], path: string): void {
  keys.forEach((key, i) => {
    if (key === '') v.required(RULE, path);
    if (keys.indexOf(key) < i) v.duplicate(RULE, path, key);
    v.invalidAll(RULE, path, key, qualifiedName(key), `it is topologyKeys[${i}]`);
  });
}
