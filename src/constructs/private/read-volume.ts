/** The door for volumes: props become typed data, and findings. */

import { Finding } from '../../apimachinery/finding';
import { decodeOptions, isOptions, object, optionsType, text } from '../../apimachinery/options';
import { apiName, fieldToApi, plainValue, toApi } from '../../apimachinery/to-api';
import { readMetadata } from '../../app/metadata';
import type { VolumePart } from '../../render/pod-parts';
import { applyFields, inside, Rendering } from '../../render/rendering';
import { JsonObject, setField } from '../../text/json-value';
import type { PersistentVolumeClaimOptions, SharedVolumeProps } from '../shared-volume-props';

/** Rule of options that are of the wrong type, or do not exist. */
export const OPTIONS_RULE = 'HKUBE-TYPE';

const VOLUME = optionsType<Pick<SharedVolumeProps, 'name' | 'fields'>>(
  'SharedVolumeProps',
  { name: text, fields: object },
  { isOpen: true },
);
const NEW_CLAIM = optionsType<Pick<PersistentVolumeClaimOptions, 'fields'>>(
  'PersistentVolumeClaimOptions',
  {
    fields: optionsType<JsonObject>(
      'Fields',
      { resources: optionsType<JsonObject>('Resources', { requests: object }, { isOpen: true }) },
      { isOpen: true },
    ),
  },
  { isOpen: true },
);

/** Props become a claim in the API's form. */
export function readClaim(props: unknown) {
  const { metadata: givenMetadata, ...others } = isOptions(props) ? (props as JsonObject) : {};
  const { options, findings: ofOptions } = decodeOptions(
    isOptions(props) ? others : props,
    NEW_CLAIM,
    '',
    OPTIONS_RULE,
  );
  const { readOnly, storage, fields = {}, ...given } = options as PersistentVolumeClaimOptions;
  const { metadata, findings: ofMetadata } = readMetadata(givenMetadata);
  const { resources, ...otherFields } = fields;
  const requests = { storage, ...resources?.requests };
  const rendering: Rendering = { manifest: { ...given, resources: { ...resources, requests } }, findings: [] };
  applyFields(rendering, otherFields);
  rendering.manifest.accessModes ??= ['ReadWriteOnce'];
  const spec = toApi('PersistentVolumeClaimSpec', rendering.manifest);
  return { metadata, ofMetadata, readOnly, spec, findings: [...ofOptions, ...inside('fields', rendering.findings)] };
}

/** Props become a volume in the API's form. */
export function readVolume(props: unknown, id: string): VolumePart & { readonly name: string } {
  const { options, findings } = decodeOptions<JsonObject>(props, VOLUME, '', OPTIONS_RULE);
  const { name = id, fields: extraFields = {}, ...sources } = options;
  const fields: JsonObject = { name };
  for (const [key, source] of Object.entries(sources)) {
    const field = apiName('Volume', key);
    setField(fields, field, fieldToApi('Volume', field, source));
  }
  return { name, fields, extraFields: plainValue(extraFields), findings: [...findings] as Finding[] };
}
