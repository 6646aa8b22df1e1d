import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsLabel } from '../../apimachinery/formats';
import { validateByItself } from '../../app/manifest-validator';
import { headlessServiceSpec } from '../../render/headless-service';
import type { WorkloadParts } from '../../render/pod-parts';

/** Whether an algorithm creates the headless Service of its StatefulSet: not if the user names another one. */
export const needsHeadlessService = ({ kind, fields, extraFields }: WorkloadParts): boolean =>
  kind === 'StatefulSet' && fields.serviceName === undefined && extraFields.serviceName === undefined;

/**
 * The headless Service of a StatefulSet, which gives each of its pods a name in DNS. It has the name of the
 * StatefulSet.
 *
 * @param selector labels of the pods
 * @param podSpec the spec of the pods, as it is rendered
 */
export function headlessService(
  scope: Construct,
  statefulSet: ApiObject,
  selector: { readonly [key: string]: string },
  podSpec: () => any,
): ApiObject {
  const service = new ApiObject(scope, 'HeadlessService', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: statefulSet.name, namespace: statefulSet.metadata.namespace },
    spec: Lazy.any({ produce: () => headlessServiceSpec(selector, podSpec()) }),
  });
  statefulSet.addDependency(service);
  // The StatefulSet reports its own name.
  validateByItself(service, [], () => dnsLabel(statefulSet.name).length === 0);
  return service;
}
