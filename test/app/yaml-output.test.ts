import { Yaml } from 'cdk8s';
import { withYamlPrinter } from '../../src/app/yaml-output';

test('the printer of cdk8s is restored after a run, and after one that throws', () => {
  const { stringify } = Yaml;
  expect(withYamlPrinter(() => Yaml.stringify === stringify)).toBe(false);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => withYamlPrinter(fail)).toThrow('no');
  expect(Yaml.stringify).toBe(stringify);
});

test('few or many documents are printed and separated as cdk8s does it', () => {
  const documents = Array.from({ length: 30 }, (_, i) => ({
    kind: 'ConfigMap',
    data: { key: `value ${i}`, on: `${i}` },
  }));
  const print = () => [Yaml.stringify(...documents, undefined, {}), Yaml.stringify(), Yaml.formatObjects(documents)];
  expect(withYamlPrinter(() => [...print(), ...print()])).toEqual([...print(), ...print()]);
});
