import { changed, testUpdates } from './expect-update';

const schema = { openAPIV3Schema: { type: 'object' } };
const version = (name: string, storage: boolean) => ({ name, served: true, storage, schema });
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing' },
    versions: [version('v1', true)],
  },
};
const immutable = (path: string) => `UPD-IMMUTABLE spec.${path}: Invalid value: `;
const spec = (change: any) => ({ spec: change });
const starting = { status: { conditions: [{ type: 'Established', status: 'False' }], storedVersions: ['v1'] } };

describe('a definition', () => {
  testUpdates(definition, [
    [{}, []],
    [spec({ names: { singular: 'thing', listKind: 'ThingList', shortNames: ['th'] } }), []],
    [spec({ conversion: { strategy: 'None' }, versions: [version('v1', true), version('v2', false)] }), []],
    [spec({ scope: 'Cluster' }), [immutable('scope')]],
    [spec({ scope: 'Cluster' }), [], { old: starting }],
    [spec({ names: { kind: 'Other' } }), [immutable('names.kind')]],
    [spec({ names: { plural: 'others' } }), [immutable('names.plural')]],
    [spec({ group: 'other.com' }), [immutable('group')]],
  ]);
});

describe('versions that store objects must stay', () => {
  const MISSING = 'UPD-IMMUTABLE status.storedVersions[0]: Invalid value: "v1": missing from spec.versions';
  const both = [version('v1', false), version('v2', true)];
  const stored = (...storedVersions: string[]) => ({
    old: {
      spec: { versions: both },
      status: { conditions: [{ type: 'Established', status: 'True' }], storedVersions },
    },
  });
  testUpdates(changed(definition, spec({})), [
    [spec({ versions: both }), []],
    [spec({ versions: [version('v2', true)] }), [MISSING]],
    [spec({ versions: [version('v2', true)] }), [MISSING], stored('v1', 'v2')],
    [spec({ versions: [version('v2', true)] }), [], stored('v2')],
  ]);
});
