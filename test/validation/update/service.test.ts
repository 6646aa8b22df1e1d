import { changed, testUpdates } from './expect-update';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'x' },
  spec: { selector: { app: 'a' }, ports: [{ name: 'http', port: 80 }] },
};
const spec = (change: any) => ({ spec: change });
const port = (change: any) => spec({ ports: [{ name: 'http', port: 80, ...change }] });
const ADDRESS = 'UPD-SERVICE spec.clusterIPs[0]: Invalid value: ';

describe('a Service with a cluster IP', () => {
  testUpdates(service, [
    [{}, []],
    [{}, [], { method: 'replace' }],
    [port({ protocol: 'TCP', targetPort: 80 }), []],
    [spec({ ports: [{ name: 'b', port: 81 }], selector: { app: 'b' } }), []],
    [spec({ sessionAffinity: 'ClientIP', internalTrafficPolicy: 'Local' }), []],
    [spec({ type: 'NodePort' }), []],
    [spec({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }), []],
    [spec({ type: 'ExternalName', externalName: 'a.b' }), []],
    [spec({ clusterIP: '10.0.0.1' }), [`${ADDRESS}["10.0.0.1"]: may not change once set`]],
    [spec({ clusterIP: '10.0.0.1' }), [`${ADDRESS}["10.0.0.1"]: may not change once set`], { method: 'replace' }],
    [spec({ clusterIP: 'None' }), [`${ADDRESS}["None"]: may not change once set`]],
    [spec({ ipFamilies: ['IPv6'] }), ['SVC-IP spec.clusterIPs[0]', 'UPD-SERVICE spec.ipFamilies[0]: Invalid value']],
    [spec({ type: 'ExternalName' }), ['SVC-EXTERNALNAME spec.externalName: Required value']],
  ]);
});

describe('a headless Service', () => {
  const headless = changed(service, spec({ clusterIP: 'None' }));
  testUpdates(headless, [
    [spec({ ports: undefined, selector: undefined }), []],
    [spec({ type: 'ExternalName', externalName: 'a.b', clusterIP: undefined }), []],
    [spec({ clusterIP: undefined }), []],
    [spec({ clusterIP: '10.0.0.1' }), [`${ADDRESS}["10.0.0.1"]: may not change once set`]],
    [spec({ ipFamilies: ['IPv6'] }), ['UPD-SERVICE spec.ipFamilies[0]: Invalid value: "IPv6": not configured']],
  ]);
});

describe('a headless Service without a selector gets the IP families of the cluster', () => {
  const families = 'UPD-SERVICE spec.ipFamilyPolicy: Warning';
  testUpdates(changed(service, spec({ clusterIP: 'None', selector: undefined })), [
    [port({ targetPort: 81 }), []],
    [spec({ selector: { app: 'a' } }), [families]],
    [spec({ selector: { app: 'a' }, ipFamilyPolicy: 'PreferDualStack' }), [families]],
    [spec({ selector: { app: 'a' }, ipFamilyPolicy: 'SingleStack' }), []],
    [spec({ selector: { app: 'a' } }), [families], { method: 'replace' }],
    [spec({ selector: { app: 'a' } }), [families], { method: 'server-side' }],
  ]);
});

describe('a Service of type NodePort', () => {
  const exposed = changed(service, spec({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }));
  const ignored = 'UPD-IGNORED spec.externalTrafficPolicy: Dropped field';
  testUpdates(exposed, [
    [spec({ type: 'NodePort' }), []],
    [spec({ type: 'ClusterIP' }), [ignored]],
    [spec({ type: undefined, externalTrafficPolicy: undefined }), []],
    [port({ nodePort: 30080 }), []],
    [spec({ loadBalancerClass: 'a.b/c' }), ['UPD-SERVICE spec.loadBalancerClass: Invalid value: "a.b/c"']],
    [spec({ healthCheckNodePort: 32001 }), ['UPD-SERVICE spec.healthCheckNodePort: Forbidden: field is immutable']],
    [spec({ externalTrafficPolicy: 'Cluster' }), []],
  ]);
  testUpdates(changed(exposed, port({ nodePort: 30080 })), [
    // The node port is written there still.
    [spec({ type: 'ClusterIP', externalTrafficPolicy: undefined }), ['UPD-IGNORED spec.ports: Dropped field']],
    [
      { spec: { ...port({ nodePort: 30081 }).spec, type: 'ClusterIP', externalTrafficPolicy: undefined } },
      ['SVC-NODEPORT spec.ports[0].nodePort: Forbidden'],
    ],
  ]);
});

describe('a Service with two IP families', () => {
  const dual = changed(service, spec({ ipFamilyPolicy: 'RequireDualStack' }));
  testUpdates(dual, [
    [spec({ ipFamilyPolicy: 'SingleStack' }), []],
    [spec({ ipFamilyPolicy: undefined }), []],
    [
      spec({ ipFamilies: ['IPv4'] }),
      ['UPD-SERVICE spec.ipFamilyPolicy: Invalid value: "RequireDualStack": must be set'],
    ],
  ]);
});
