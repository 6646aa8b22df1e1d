import {
  reportMismatch,
  validateDaemonSelector,
  validateLongRunning,
  validateTemplateSelector,
} from '../../../src/validation/objects/pod-controller';
import { expectRuled } from '../ruled';

const template = { metadata: { labels: { a: 'b' } } };

test('selectors', () => {
  const selector = { matchLabels: { a: 'b' } };
  expectRuled((v) => validateTemplateSelector(v, 'X', { selector, template }, 'deployment'), []);
  expectRuled((v) => validateDaemonSelector(v, 'X', { selector, template }), []);
  expectRuled(
    (v) => validateTemplateSelector(v, 'X', { selector: {}, template }, 'statefulset'),
    ['X spec.selector: Invalid value: {}: empty selector is invalid for statefulset'],
  );
  expectRuled((v) => reportMismatch(v, 'X', {}), ['X spec.template.metadata.labels: Invalid value: {}: `selector`']);
});

test('pods that run forever', () => {
  expectRuled((v) => validateLongRunning(v, 'X', undefined, 'Y'), []);
  expectRuled(
    (v) => validateLongRunning(v, 'X', { restartPolicy: 'Never', activeDeadlineSeconds: 0 }, 'Y'),
    [
      'X-RESTARTPOLICY spec.template.spec.restartPolicy: Unsupported value: "Never"',
      'X-ACTIVEDEADLINE spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in Y is not Supported',
    ],
  );
});
