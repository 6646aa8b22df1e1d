/**
 * ValidatingWebhookConfiguration.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/validating-webhook-configuration-v1/
 */
import { validateWebhooks } from './webhook';
import { Validation } from '../../apimachinery/finding';

/** A ValidatingWebhookConfiguration. */
export function validateValidatingWebhookConfiguration(v: Validation, configuration: any): void {
  validateWebhooks(v, 'WEBHOOK', configuration);
}
