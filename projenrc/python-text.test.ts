import { mergedImports, pythonCalls } from './python-text';

test('imports of a module become one', () => {
  const text = [
    'from cdk8s_hkube import Queue, Gpu, Queue',
    'from cdk8s import App, Chart',
    'from cdk8s_hkube import Algorithm',
    '',
    '    from cdk8s import Chart',
    'from ._jsii import *',
    '',
  ].join('\n');
  expect(mergedImports(text).split('\n')).toEqual([
    'from cdk8s import App, Chart',
    'from cdk8s_hkube import Algorithm, Gpu, Queue',
    '',
    '    from cdk8s import Chart',
    'from ._jsii import *',
    '',
  ]);
});

test.each([
  ['``addEnv()`` or ``ApiObject.of(x).addJsonPatch(…)``', '``add_env()`` or ``ApiObject.of(x).add_json_patch(…)``'],
  ['``volumeMounts`` of the API, addEnv()', '``volumeMounts`` of the API, addEnv()'],
])('%s', (text, expected) => {
  expect(pythonCalls(text)).toBe(expected);
});
