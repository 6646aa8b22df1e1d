import { isClusterScoped, moreFields, structOfKind } from '../../src/apimachinery/more-structs';

test.each([
  ['ServicePort', /^appProtocol:string,name:string,/],
  ['BasicSchedulingPolicy@scheduling/v1alpha1', undefined],
  ['StorageVersionSpec', /^$/],
  ['Container', undefined],
  ['', undefined],
])('the fields of %j', (struct, expected) => {
  if (expected) expect(moreFields(struct)).toMatch(expected);
  else expect(moreFields(struct)).toBeUndefined();
});

test.each([
  ['v1', 'Service', 'Service'],
  ['v1', 'Event', 'Event@core/v1'],
  ['events.k8s.io/v1', 'Event', 'Event@events/v1'],
  ['resource.k8s.io/v1beta1', 'DeviceClass', 'DeviceClass@resource/v1beta2'],
])('the struct of %s %s is %s', (apiVersion, kind, expected) => expect(structOfKind(apiVersion, kind)).toBe(expected));

test.each([
  ['', 'Namespace', true],
  ['', 'Pod', false],
  ['rbac.authorization.k8s.io', 'ClusterRole', true],
  ['rbac.authorization.k8s.io', 'Role', false],
  ['storage.k8s.io', 'CSIStorageCapacity', false],
  ['acme.io', 'Thing', false],
])('%j %s has no namespace: %s', (group, kind, expected) => expect(isClusterScoped(group, kind)).toBe(expected));
