import { Yaml } from 'cdk8s';
import { withYamlPrinter } from '../../src/app/yaml-output';

test("cdk8s' own printer is back after a run, and after one that failed", () => {
  const { stringify } = Yaml;
  expect(withYamlPrinter(() => Yaml.stringify === stringify)).toBe(false);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => withYamlPrinter(fail)).toThrow('no');
  expect(Yaml.stringify).toBe(stringify);
});

test('documents are printed and separated as by cdk8s, few or many', () => {
  const documents = Array.from({ length: 30 }, (_, i) => ({
    kind: 'ConfigMap',
    data: { key: `value ${i}`, on: `${i}` },
  }));
  const print = () => [Yaml.stringify(...documents, undefined, {}), Yaml.stringify(), Yaml.formatObjects(documents)];
  expect(withYamlPrinter(() => [...print(), ...print()])).toEqual([...print(), ...print()]);
});
