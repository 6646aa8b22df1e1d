import { validatePodTemplateObject } from '../../../src/validation/objects/pod-template';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const main = { name: 'main', image: 'a:1' };

test.each<[any, string[]]>([
  [{ spec: { containers: [main] } }, []],
  [{ spec: { containers: [main], restartPolicy: 'Never', activeDeadlineSeconds: 1 } }, []],
  // Nothing makes pods of it.
  [{ spec: { containers: [{ ...main, image: ' a:1' }] } }, []],
  [undefined, ['CTR-REQUIRED template.spec.containers: Required value']],
  [
    { metadata: { labels: { 'a b': '' } }, spec: { containers: [main] } },
    ['META-LABEL-KEY template.labels: Invalid value'],
  ],
  [
    { spec: { containers: [main], ephemeralContainers: [{ ...main, name: 'debug' }] } },
    ['INIT-MISC template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template'],
  ],
])('%j', (template, expected) =>
  expectRuled((v) => validatePodTemplateObject(v, { metadata: { name: 'a' }, template }), expected),
);

test('a name is required', () =>
  expectRuled(
    (v) => validatePodTemplateObject(v, { template: { spec: { containers: [main] } } }),
    ['META-NAME-REQUIRED metadata.name: Required value'],
  ));

test('any PodTemplate is validated without throwing', () => answersAlways('v1', 'PodTemplate'));
