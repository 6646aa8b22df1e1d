import { validateMutatingWebhookConfiguration } from '../../../src/validation/objects/mutating-webhook-configuration';
import { testNeverThrows, testRule } from '../kind-table';

const hook = (change: any) => ({
  webhooks: [
    {
      name: 'a.b.c',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      clientConfig: { url: 'https://a' },
      ...change,
    },
  ],
});

testRule(validateMutatingWebhookConfiguration, { metadata: { name: 'c' } }, [
  [hook({ reinvocationPolicy: 'Never' }), []],
  [hook({ reinvocationPolicy: 'never' }), ['WEBHOOK webhooks[0].reinvocationPolicy: Unsupported value: "never"']],
  [hook({ sideEffects: 'Some' }), ['WEBHOOK webhooks[0].sideEffects: Unsupported value: "Some"']],
]);
testNeverThrows('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration');
