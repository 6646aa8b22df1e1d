import { validateResourceClaimTemplate } from '../../../src/validation/objects/resource-claim-template';
import { testNeverThrows, testRule } from '../kind-table';

testRule(
  validateResourceClaimTemplate,
  { apiVersion: 'resource.k8s.io/v1', metadata: { name: 'c' }, spec: { metadata: { labels: { a: 'b' } }, spec: {} } },
  [
    [{ spec: { metadata: { name: 'x' } } }, ['DRA spec.metadata.name: Forbidden: cannot be set']],
    [{ spec: { metadata: { labels: { a: 'b c' } } } }, ['META-LABEL-VALUE spec.metadata.labels: Invalid value: "b c"']],
    [
      { spec: { spec: { devices: { requests: [{ name: 'r' }] } } } },
      ['DRA spec.spec.devices.requests[0]: Required value'],
    ],
  ],
);
testNeverThrows('resource.k8s.io/v1', 'ResourceClaimTemplate');
