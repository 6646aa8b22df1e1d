import * as fc from 'fast-check';
import { FieldType, kindType, NEWEST_MINOR, OLDEST_MINOR } from '../../src/apimachinery/schema';
import { validateManifest } from '../../src/validation/validate';

/** Texts that rules look for, and some that nobody does. */
const TEXTS = [
  '',
  'a',
  'A b',
  'a.b',
  'x/y',
  '.',
  '80',
  '10%',
  '10.0.0.1',
  '010.0.0.1',
  '10.0.0.0/8',
  'fd00::1/64',
  '::',
  'None',
  'In',
  'Exists',
  'TCP',
  'ClusterIP',
  'LoadBalancer',
  'ExternalName',
  'Local',
  'ClientIP',
  'IPv4',
  'IPv6',
  'FQDN',
  'Exact',
  'Namespace',
  'Role',
  'User',
  'ServiceAccount',
  'Pod',
  'Container',
  'PersistentVolumeClaim',
  'BestEffort',
  'NotBestEffort',
];
const NUMBERS = [-1, 0, 1, 80, 30000, 40000, 70000, 2147483647];
const KEYS = ['a', 'cpu', 'storage', 'pods', 'nvidia.com/gpu', 'x y'];

function valueOf(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'struct':
      return structValue(type.fields, depth);
    case 'map':
      return fc.dictionary(fc.constantFrom(...KEYS), valueOf(type.of, depth + 1), { maxKeys: 3 });
    case 'list':
      return fc.array(fc.option(valueOf(type.of, depth + 1), { freq: 9 }), { maxLength: 3 });
    case 'either':
      return valueOf(type.struct, depth);
    case 'bool':
      return fc.boolean();
    case 'int32':
    case 'int64':
    case 'float64':
      return fc.constantFrom(...NUMBERS);
    case 'intOrString':
      return fc.constantFrom(...NUMBERS, ...TEXTS);
    case 'quantity':
      return fc.constantFrom('1', '500m', '2Gi', '-1', '0', '9E', 3);
    case 'time':
    case 'microTime':
      return fc.constant('2026-01-01T00:00:00Z');
    case 'json':
      return fc.jsonValue({ depthSize: 'small' });
    default:
      return fc.constantFrom(...TEXTS);
  }
}

/** Any of the fields, with values of their types, or null. */
function structValue(fields: ReadonlyMap<string, { readonly type: FieldType }>, depth: number): fc.Arbitrary<object> {
  if (depth > 8) return fc.constant({});
  const values = [...fields].map(([name, { type }]): [string, fc.Arbitrary<unknown>] => [
    name,
    fc.option(
      fc.constant(undefined).chain(() => valueOf(type, depth + 1)),
      { freq: 9 },
    ),
  ]);
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

/** Objects of a kind with real fields in real places, right or wrong. */
export function anyObject(apiVersion: string, kind: string, minor = NEWEST_MINOR): fc.Arbitrary<any> {
  const { fields } = kindType(apiVersion, kind, minor)!;
  const given = [...fields].filter(([name]) => !['apiVersion', 'kind', 'metadata'].includes(name));
  return structValue(new Map(given), 0).map((object) => ({ apiVersion, kind, metadata: { name: 'a' }, ...object }));
}

/** A property: whatever the fields hold, every version answers, and the answer shows its fields. */
export function answersAlways(apiVersion: string, kind: string): void {
  const minor = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });
  fc.assert(
    fc.property(anyObject(apiVersion, kind), minor, (object, version) => {
      const found = validateManifest(object, version);
      return found.every(({ rule, path, detail }) => rule !== '' && path !== '' && typeof detail === 'string');
    }),
    { numRuns: 200 },
  );
}
