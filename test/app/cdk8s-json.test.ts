import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import * as fc from 'fast-check';
import { cdk8sJson, ONLY_CDK8S } from '../../src/app/cdk8s-json';

/** What cdk8s prints as the spec of an object. */
function printedSpec(spec: unknown): unknown {
  const chart = new Chart(new App(), 'chart');
  return new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Service', spec }).toJson().spec;
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -0)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('b', 'a', '10', '9', 'value', 'resolve')), tie('value')),
  ),
}));

test('a random plain value is printed as cdk8s prints it, with its keys in the same order', () => {
  fc.assert(
    fc.property(value, (spec) => {
      fc.pre(cdk8sJson(spec) !== ONLY_CDK8S);
      const expected = printedSpec(spec);
      expect(cdk8sJson(spec)).toEqual(expected);
      expect(JSON.stringify(cdk8sJson(spec))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a computed value', Lazy.any({ produce: () => 1 })],
  ['an implicit token', { resolve: () => 1 }],
  ['a value of a class', new Date(0)],
  ['an object without a prototype', Object.create(null)],
  ['a function', () => 1],
  ['a key that cdk8s drops', JSON.parse('{"__proto__": {"b": 1}}')],
  ['a key that cdk8s refuses', { constructor: 'b' }],
])('%s is left to cdk8s at any depth', (_, part) => {
  expect([part, [part], { a: [{ b: part }] }].map(cdk8sJson)).toEqual([ONLY_CDK8S, ONLY_CDK8S, ONLY_CDK8S]);
});

test('the copy shares nothing with the value', () => {
  const spec = { a: [{ b: 1 }] };
  const printed = cdk8sJson(spec);
  printed.a[0].b = 2;
  expect(spec.a[0].b).toBe(1);
});
