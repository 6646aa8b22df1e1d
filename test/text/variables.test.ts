import { substitution, variableAt, variablesIn } from '../../src/text/variables';

test.each<[string, string[]]>([
  ['${APP}-x${NS:=jobs}', ['${APP}', '${NS:=jobs}']],
  ['$CPU', ['$CPU']],
  ['{{ mem }}Mi', ['{{ mem }}']],
  ['{{- include "a" . }}', ['{{- include "a" . }}']],
  ['${{ secrets.X }}', ['${{ secrets.X }}']],
  ['%APP%', ['%APP%']],
  ['#{App.Name}#', ['#{App.Name}#']],
  ['@VERSION@', ['@VERSION@']],
  ['acme/<IMAGE_TAG>', ['<IMAGE_TAG>']],
  ['__NAME__-job', ['__NAME__']],
  // Kubernetes' own, and none.
  ['$(HOST)', []],
  ['costs 5$', []],
  ['100%', []],
  ['a@b.c', []],
  ['{ a }', []],
  ['$5', []],
  ['a <b> c', []],
  ['__init__', []],
])('%j', (text, expected) => expect(variablesIn(text)).toEqual(expected));

test.each([
  ['a: ${X}', 4, '${X}'],
  ['a: ${X}', 2, undefined],
  ['a: 1\nb: {{ x }}\nc: 2', 9, '{{ x }}'],
  ['a: ${X}\nb: {', 11, undefined],
])('%j at %i', (text, offset, expected) => expect(variableAt(text, offset)).toBe(expected));

test.each([
  ['${X}', 'a.yaml', 'put in their values first: envsubst < a.yaml | cdk8s-hkube validate -'],
  ['$X', 'stdin', 'put in their values first: envsubst < FILE | cdk8s-hkube validate -'],
  ['{{ x }}', 'a.yaml', 'render the template first: helm template, for example'],
  ['%X%', 'a.yaml', 'put in their values first'],
  ['${{ x }}', 'a.yaml', 'put in their values first'],
])('%s in %s', (variable, file, expected) => expect(substitution(variable, file)).toBe(expected));
