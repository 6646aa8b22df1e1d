import { expectFindings } from './expect-findings';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { hintsAbout, objectWith } from '../../fixtures/hints';
import { answersAlways } from '../any-object';

const service = { name: 'a', port: { number: 80 } };
const backend = { service };
const ingress = (spec: any, annotations?: any) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'a', annotations },
  spec,
});
const expectErrors = (spec: any, expected: string[], minor = NEWEST_MINOR) =>
  expectFindings(ingress(spec), expected, minor);
const AT = 'spec.rules[0].http.paths[0]';
const withPath = (path: any) => ({
  rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } }],
});

test.each<[any, string[]]>([
  [{ defaultBackend: backend }, []],
  [{ rules: [{ host: 'a.b' }] }, []],
  [{ rules: [{ host: '*.a.b', http: withPath({}).rules[0].http }] }, []],
  [undefined, ['ING-RULES spec: Invalid value: null: either `defaultBackend` or `rules` must be specified']],
  [{ rules: [] }, ['ING-RULES spec: Invalid value: []: either `defaultBackend` or `rules` must be specified']],
  [{ rules: [{ host: 'A' }] }, ['ING-HOST spec.rules[0].host: Invalid value: "A": a lowercase RFC 1123 subdomain']],
  [{ rules: [{ host: 'a.*' }] }, ['ING-HOST spec.rules[0].host: Invalid value: "a.*": a wildcard DNS-1123 subdomain']],
  [{ rules: [{ host: '10.0.0.1' }] }, ['ING-HOST spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name']],
  [{ rules: [{ http: {} }] }, ['ING-PATH spec.rules[0].http.paths: Required value']],
  [{ defaultBackend: backend, tls: [{ hosts: ['*.a', 'b'], secretName: 'c' }, {}] }, []],
  [{ defaultBackend: backend, tls: [{ secretName: 'A' }] }, ['ING-TLS spec.tls[0].secretName: Invalid value: "A"']],
  [
    { defaultBackend: backend, tls: [{ hosts: ['', 'a*'] }] },
    [
      'ING-TLS spec.tls[0].hosts[0]: Invalid value: ""',
      'ING-TLS spec.tls[0].hosts[1]: Invalid value: "a*": a wildcard',
    ],
  ],
  [{ defaultBackend: backend, ingressClassName: 'a.b' }, []],
  [{ defaultBackend: backend, ingressClassName: '' }, ['ING-CLASS spec.ingressClassName: Invalid value: ""']],
])('%j', (spec, expected) => expectErrors(spec, expected));

test.each<[any, string[]]>([
  [{}, []],
  [{ pathType: 'Exact', path: '/a/.b' }, []],
  [{ pathType: 'ImplementationSpecific', path: '' }, []],
  [{ pathType: 'ImplementationSpecific', path: '/a//b' }, []],
  [{ pathType: 'ImplementationSpecific', path: 'a' }, [`ING-PATH ${AT}.path: Invalid value: "a": must be an absolute`]],
  [{ path: '' }, [`ING-PATH ${AT}.path: Invalid value: "": must be an absolute path`]],
  [{ path: undefined }, [`ING-PATH ${AT}.path: Invalid value: "": must be an absolute path`]],
  [{ path: '/a//b' }, [`ING-PATH ${AT}.path: Invalid value: "/a//b": must not contain '//'`]],
  [{ path: '/a/../b' }, [`ING-PATH ${AT}.path: Invalid value: "/a/../b": must not contain '/../'`]],
  [{ path: '/a/./b' }, [`ING-PATH ${AT}.path: Invalid value: "/a/./b": must not contain '/./'`]],
  [{ path: '/%2f' }, [`ING-PATH ${AT}.path: Invalid value: "/%2f": must not contain '%2f'`]],
  [{ path: '/%2F' }, [`ING-PATH ${AT}.path: Invalid value: "/%2F": must not contain '%2F'`]],
  [{ path: '/a/.' }, [`ING-PATH ${AT}.path: Invalid value: "/a/.": cannot end with '/.'`]],
  [{ path: '/a/..' }, [`ING-PATH ${AT}.path: Invalid value: "/a/..": cannot end with '/..'`]],
  [{ pathType: null, backend: null }, [`ING-PATH ${AT}.pathType: Required value: pathType must be specified`]],
  [{ pathType: 'prefix' }, [`ING-PATH ${AT}.pathType: Unsupported value: "prefix": supported values: "Exact", "Impl`]],
])('the path %j', (path, expected) => expectErrors(withPath(path), expected));

const resource = { kind: 'A', name: 'b' };
test.each<[any, string[], number?]>([
  [{ resource }, []],
  [{ resource: { ...resource, apiGroup: 'a.b' } }, []],
  [{ service: { name: 'a', port: { name: 'http' } } }, []],
  [{ service: { name: '1a', port: { number: 65535 } } }, [], 36],
  [{ service: { name: '1a', port: { number: 1 } } }, ['.service.name: Invalid value: "1a": a DNS-1035 label'], 35],
  [{}, [': Invalid value: "": resource or service backend is required']],
  [{ service, resource }, [': Invalid value: "": cannot set both resource and service backends']],
  [{ service: { port: { number: 80 } } }, ['.service.name: Required value']],
  [{ service: { name: 'a' } }, [': Required value: port name or number is required']],
  [{ service: { name: 'a', port: { name: 'b', number: 1 } } }, [': Invalid value: "": cannot set both port name']],
  [{ service: { name: 'a', port: { name: '1' } } }, ['.service.port.name: Invalid value: "1": must contain at least']],
  [{ service: { name: 'a', port: { number: -1 } } }, ['.service.port.number: Invalid value: -1']],
  [{ resource: {} }, ['.resource.kind: Required value', '.resource.name: Required value']],
  [{ resource: { kind: 'A' } }, ['.resource.name: Required value: name is required'], 33],
  [{ resource: { kind: 'A', name: 'a/b' } }, ['.resource.name: Invalid value: "a/b": may not contain']],
  [{ resource: { ...resource, apiGroup: '' } }, ['.resource.apiGroup: Invalid value: ""']],
])('the backend %j', (value, expected, minor = NEWEST_MINOR) => {
  const at = (path: string) => expected.map((error) => `ING-BACKEND ${path}${error}`);
  expectErrors({ defaultBackend: value }, at('spec.defaultBackend'), minor);
  expectErrors(withPath({ backend: value }), at(`${AT}.backend`), minor);
});

test('the class by annotation must equal the class by field', () => {
  const object = (ingressClassName: any) =>
    ingress({ defaultBackend: backend, ingressClassName }, { 'kubernetes.io/ingress.class': 'a' });
  expectFindings(object('a'), []);
  expectFindings(object(undefined), []);
  expectFindings(object('b'), ['ING-CLASS annotations.kubernetes.io/ingress.class: Invalid value: "a": must match']);
});

test('any fields are validated without throwing', () => answersAlways('networking.k8s.io/v1', 'Ingress'));

const httpWith = (path: string) => ({ paths: [{ path, pathType: 'Prefix', backend }] });

test.each<[object, string]>([
  [{ host: '*', http: httpWith('/') }, 'spec.rules[0].host: remove host: the rule is for all hosts then'],
  [
    { host: 'https://a.example.test/', http: httpWith('/') },
    'spec.rules[0].host: write the host alone: "a.example.test"',
  ],
  [{ http: httpWith('api') }, 'spec.rules[0].http.paths[0].path: write "/api"'],
  [{ http: httpWith('') }, 'spec.rules[0].http.paths[0].path: write path: /'],
])('the hint for the rule %j', (rule, expected) => {
  expect(hintsAbout(objectWith('networking.k8s.io/v1', 'Ingress', { rules: [rule] }))).toEqual([expected]);
});
