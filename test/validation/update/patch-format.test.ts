/** Directives of a patch in a manifest, as kubectl and an API server of 1.37 answer. */
import { testUpdates } from './expect-update';

const MAIN = { name: 'main', image: 'a:1' };
const OTHER = { name: 'other', image: 'a:1' };
const pods = (spec: any) => ({ spec: { template: { spec } } });
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [MAIN, OTHER] } },
  },
};
const POD = 'spec.template.spec';
const warned = (path: string) => `UPD-DIRECTIVE ${path}: Unknown field: kubectl apply takes it for a directive`;
const deleted = pods({ containers: [MAIN, { ...OTHER, $patch: 'delete' }] });

testUpdates(deployment, [
  [deleted, [warned(`${POD}.containers[1].$patch`)]],
  [pods({ containers: [MAIN, { ...OTHER, $patch: 'replace' }] }), [warned(`${POD}.containers[1].$patch`)]],
  // An item that is only a directive has no merge key.
  [
    pods({ containers: [MAIN, OTHER, { $patch: 'replace' }] }),
    [warned(`${POD}.containers[2].$patch`), 'UPD-PATCH : Invalid value: an item does not contain'],
  ],
  [pods({ $patch: 'replace' }), [warned(`${POD}.$patch`)]],
  [pods({ $retainKeys: ['containers'] }), [warned(`${POD}.$retainKeys`)]],
  [
    pods({ '$setElementOrder/containers': [{ name: 'other' }, { name: 'main' }] }),
    [warned(`${POD}.$setElementOrder/containers`)],
  ],
  [
    { metadata: { '$deleteFromPrimitiveList/finalizers': ['a.b/c'] } },
    [warned('metadata.$deleteFromPrimitiveList/finalizers')],
  ],
  [{ $patch: 'delete' }, [warned('$patch')]],
  // The other methods send the manifest itself.
  [deleted, [`DEC-UNKNOWN-FIELD ${POD}.containers[1].$patch: Unknown field`], { method: 'replace' }],
  [deleted, [`DEC-UNKNOWN-FIELD ${POD}.containers[1].$patch: Unknown field`], { method: 'server-side' }],
  // Of a custom resource any field may be meant.
  [{ apiVersion: 'a.b/v1', kind: 'Thing', $patch: 'delete' }, [], { old: { apiVersion: 'a.b/v1', kind: 'Thing' } }],
]);
