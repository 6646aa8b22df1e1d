import { expectFindings } from './expect-findings';
import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { answersAlways } from '../any-object';
import { long } from '../rules';

const ingressClass = (spec: any) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'a', namespace: 'A b' },
  spec,
});

test.each<[string | undefined, string[]]>([
  ['acme.io/a', []],
  ['a/b/%20~', []],
  [`a/${long(248)}`, []],
  [`a/${long(249)}`, ['INGC-CONTROLLER spec.controller: Too long: may not be more than 250 bytes']],
  [undefined, ['INGC-CONTROLLER spec.controller: Required value']],
  ['a', ['INGC-CONTROLLER spec.controller: Invalid value: "a": must be a domain-prefixed path']],
  ['a/', ['INGC-CONTROLLER spec.controller: Invalid value: "a/": must be a domain-prefixed path']],
  ['/a', ['INGC-CONTROLLER spec.controller: Invalid value: "/a": must be a domain-prefixed path']],
  ['A/b', ['INGC-CONTROLLER spec.controller: Invalid value: "A": a lowercase RFC 1123 subdomain']],
  ['a/b c', ['INGC-CONTROLLER spec.controller: Invalid value: "b c": Invalid path (regex used for validation is']],
])('the controller %p', (controller, expected) => expectFindings(ingressClass({ controller }), expected));

const AT = 'INGC-PARAMETERS spec.parameters';
test.each<[any, string[], number?]>([
  [{ kind: 'A', name: 'b' }, []],
  [{ kind: 'A', name: 'b', scope: 'Cluster', apiGroup: 'a.b' }, []],
  [{ kind: 'A', name: 'b', scope: 'Namespace', namespace: 'c' }, []],
  [{}, [`${AT}.kind: Required value`, `${AT}.name: Required value`]],
  [{ kind: 'A' }, [`${AT}.name: Required value: name is required`], 33],
  [{ kind: 'A/B', name: '..' }, [`${AT}.kind: Invalid value: "A/B"`, `${AT}.name: Invalid value: ".."`]],
  [{ kind: 'A', name: 'b', apiGroup: '' }, [`${AT}.apiGroup: Invalid value: ""`]],
  [{ kind: 'A', name: 'b', scope: 'x', namespace: 'c' }, [`${AT}.scope: Unsupported value: "x"`]],
  [{ kind: 'A', name: 'b', namespace: 'c' }, [`${AT}.namespace: Forbidden: \`parameters.scope\` is set to 'Cluster'`]],
  [{ kind: 'A', name: 'b', scope: 'Namespace' }, [`${AT}.namespace: Required value: \`parameters.scope\` is set`]],
  [{ kind: 'A', name: 'b', scope: 'Namespace', namespace: '' }, [`${AT}.namespace: Invalid value: ""`]],
])('the parameters %j', (parameters, expected, minor = NEWEST_MINOR) =>
  expectFindings(ingressClass({ controller: 'a/b', parameters }), expected, minor),
);

test('any fields are validated without throwing', () => answersAlways('networking.k8s.io/v1', 'IngressClass'));
