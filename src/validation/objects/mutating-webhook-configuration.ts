/**
 * MutatingWebhookConfiguration.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/mutating-webhook-configuration-v1/
 */
import { REINVOCATION_POLICIES, validateChoice } from './admission-rule';
import { validateWebhooks } from './webhook';
import { Validation } from '../../apimachinery/finding';

const RULE = 'WEBHOOK';

/** A MutatingWebhookConfiguration. */
export function validateMutatingWebhookConfiguration(v: Validation, configuration: any): void {
  validateWebhooks(v, RULE, configuration, ({ reinvocationPolicy }, path) =>
    validateChoice(v, RULE, reinvocationPolicy, REINVOCATION_POLICIES, `${path}.reinvocationPolicy`),
  );
}
