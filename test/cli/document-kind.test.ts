import { isValuesFile } from '../../src/cli/document-kind';

test.each([
  ['values.yaml', true],
  ['a/values-prod.yml', true],
  ['a\\values.yaml', true],
  ['values.prod.json', true],
  ['Values.yaml', true],
  ['myvalues.yaml', false],
  ['values-a/b.yaml', false],
  ['values.txt', false],
  ['valuesx.yaml', false],
])('%s is a values file of a chart: %s', (name, expected) => expect(isValuesFile(name)).toBe(expected));
