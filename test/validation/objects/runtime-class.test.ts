import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateRuntimeClass } from '../../../src/validation/objects/runtime-class';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const expectErrors = (object: any, expected: string[], minor = NEWEST_MINOR) =>
  expectRuled((v) => validateRuntimeClass(v, { metadata: { name: 'a' }, handler: 'runc', ...object }), expected, minor);
const toleration = { key: 'a', operator: 'Exists' };

test.each<[any, string[]]>([
  [{}, []],
  [
    { metadata: { name: 'a', generation: -1 } },
    ['META-GENERATION metadata.generation: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [{ metadata: { name: 'a', finalizers: ['c'] } }, []],
  [{ handler: 'a.b' }, ['RTC-HANDLER handler: Invalid value: "a.b": must not contain dots']],
  [{ overhead: { podFixed: { cpu: '1', memory: '1Mi' } } }, []],
  [{ overhead: {} }, []],
  [{ overhead: { podFixed: { cpu: '-1' } } }, ['RES-NONNEG overhead.limits[cpu]: Invalid value: "-1"']],
  [{ overhead: { podFixed: { pods: '1' } } }, ['RES-NAME overhead.limits[pods]: Invalid value: "pods"']],
  [{ scheduling: { nodeSelector: { a: 'b' }, tolerations: [toleration, { ...toleration, key: 'b' }] } }, []],
  [{ scheduling: {} }, []],
  [{ scheduling: { nodeSelector: { 'a b': 'b' } } }, ['META-LABEL-KEY scheduling.nodeSelector: Invalid value: "a b"']],
  [{ scheduling: { tolerations: [{}] } }, ['TOL scheduling.tolerations[0].operator: Invalid value: ""']],
  [
    { scheduling: { tolerations: [toleration, { ...toleration, value: '' }] } },
    ['RTC-TOLERATION-UNIQUE scheduling.tolerations[1]: Duplicate value: {"key":"a","operator":"Exists","value":""}'],
  ],
])('%j', (object, expected) => expectErrors(object, expected));

test('a handler is required', () => {
  expectErrors({ handler: undefined }, ['RTC-HANDLER handler: Required value'], 36);
  expectErrors({ handler: '' }, ['RTC-HANDLER handler: Invalid value: "": a lowercase RFC 1123 label'], 35);
});

test('the path of a toleration is longer up to 1.34', () => {
  const object = { scheduling: { tolerations: [{}] } };
  expectErrors(object, ['TOL scheduling.tolerations.tolerations[0].operator: Invalid value'], 34);
  expectErrors(object, ['TOL scheduling.tolerations[0].operator: Invalid value'], 35);
});

test('any RuntimeClass is validated without throwing', () => answersAlways('node.k8s.io/v1', 'RuntimeClass'));
