/**
 * ConfigMap.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/
 */
import { validateGeneration, validateObjectMeta } from './object-meta';
import { base64Length } from '../../apimachinery/base64';
import { Validation } from '../../apimachinery/finding';
import { byteLength, configKey } from '../../apimachinery/formats';

/** Of all values together; the keys do not count. */
export const MAX_DATA_SIZE = 1024 * 1024;

/** A ConfigMap. */
export function validateConfigMap(v: Validation, configMap: any): void {
  validateObjectMeta(v, configMap.metadata);
  validateGeneration(v, configMap.metadata);
  const data: Record<string, string> = configMap.data ?? {};
  const binaryData: Record<string, string> = configMap.binaryData ?? {};
  let size = 0;
  for (const key in data) {
    v.invalidAll('CM', `data[${key}]`, key, configKey(key));
    if (Object.hasOwn(binaryData, key)) v.invalid('CM', `data[${key}]`, key, 'duplicate of key present in binaryData');
    size += byteLength(data[key]);
  }
  for (const key in binaryData) {
    v.invalidAll('CM', `binaryData[${key}]`, key, configKey(key));
    size += base64Length(binaryData[key]);
  }
  // The server means the whole object, and prints it so.
  if (size > MAX_DATA_SIZE) v.tooLong('CM', '[]', `may not be more than ${MAX_DATA_SIZE} bytes`);
}
