/** Where objects refer to others by name. */

import type { Identity } from './identity';
import { podReferences } from './pod-references';
import { Reference, secretReference } from './reference';
import { groupOf } from '../../apimachinery/schema';
import { at, integerAt, isObject, JsonObject, objectsAt, textAt, under } from '../../text/json-value';
import { templatePathOf } from '../admission/pod-security';

/** All references of a manifest. */
export function referencesOf(manifest: JsonObject, of: Identity): Reference[] {
  const { apiGroup, kind } = of;
  const templatePath = ['', 'apps', 'batch'].includes(apiGroup) ? templatePathOf(kind) : undefined;
  if (templatePath !== undefined) return podReferences(manifest, under(templatePath, 'spec'), of);
  const find = Object.hasOwn(REFERRING, `${apiGroup} ${kind}`) ? REFERRING[`${apiGroup} ${kind}`] : undefined;
  return find ? find(manifest, of).filter(({ name }) => name !== '') : [];
}

type Find = (manifest: JsonObject, of: Identity) => Reference[];

const RBAC = 'rbac.authorization.k8s.io';

/** Kinds of the Gateway API. */
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

const REFERRING: Readonly<Record<string, Find>> = {
  ...Object.fromEntries(ROUTES.map((kind) => [`gateway.networking.k8s.io ${kind}`, routeReferences])),
  'networking.k8s.io Ingress': ingressReferences,
  [`${RBAC} RoleBinding`]: bindingReferences,
  [`${RBAC} ClusterRoleBinding`]: bindingReferences,
  'autoscaling HorizontalPodAutoscaler': autoscalerReferences,
  'admissionregistration.k8s.io MutatingWebhookConfiguration': webhookReferences,
  'admissionregistration.k8s.io ValidatingWebhookConfiguration': webhookReferences,
  'apiregistration.k8s.io APIService': (manifest) => serviceReference(at(manifest, 'spec'), 'spec'),
  'apiextensions.k8s.io CustomResourceDefinition': (manifest) =>
    serviceReference(at(manifest, 'spec', 'conversion', 'webhook', 'clientConfig'), CONVERSION),
};

const CONVERSION = 'spec.conversion.webhook.clientConfig';

function ingressReferences(manifest: JsonObject, of: Identity): Reference[] {
  const rules = objectsAt(manifest, 'spec', 'rules').flatMap((rule, i) =>
    objectsAt(rule, 'http', 'paths').flatMap((path, j) =>
      backendReference(path.backend, `spec.rules[${i}].http.paths[${j}].backend`, of),
    ),
  );
  const secrets = objectsAt(manifest, 'spec', 'tls').flatMap((tls, i): Reference[] =>
    ['tls.crt', 'tls.key'].map((value) => {
      const path = `spec.tls[${i}].secretName`;
      const part = { value, path, otherwise: 'the ingress controller has no certificate for these hosts' };
      return { ...secretReference(textAt(tls, 'secretName'), path, of), use: 'backend', part };
    }),
  );
  return [...backendReference(at(manifest, 'spec', 'defaultBackend'), 'spec.defaultBackend', of), ...rules, ...secrets];
}

function backendReference(backend: unknown, path: string, { namespace }: Identity): Reference[] {
  const port = at(backend, 'service', 'port');
  const name = textAt(port, 'name');
  const number = integerAt(port, 'number');
  const value = name === '' ? number : name;
  const place = `${path}.service`;
  const part = { path: `${place}.port.${name === '' ? 'number' : 'name'}`, otherwise: 'requests fail' };
  const reference = toService(namespace, textAt(backend, 'service', 'name'), `${place}.name`);
  return [{ ...reference, ...(value !== undefined && { part: { ...part, value } }) }];
}

const toService = (namespace: string, name: string, path: string): Reference => ({
  ...{ use: 'backend', apiGroup: '', kind: 'Service', namespace, name, path },
});

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ */
function routeReferences(manifest: JsonObject, of: Identity): Reference[] {
  return objectsAt(manifest, 'spec', 'rules').flatMap((rule, i) =>
    objectsAt(rule, 'backendRefs').flatMap((backend, j) =>
      routedService(backend, `spec.rules[${i}].backendRefs[${j}]`, of),
    ),
  );
}

function routedService(backend: JsonObject, path: string, { namespace }: Identity): Reference[] {
  const isService = textAt(backend, 'group') === '' && (textAt(backend, 'kind') || 'Service') === 'Service';
  if (!isService) return [];
  const value = integerAt(backend, 'port');
  const part = value !== undefined && { value, path: `${path}.port`, otherwise: 'requests fail' };
  const reference = toService(textAt(backend, 'namespace') || namespace, textAt(backend, 'name'), `${path}.name`);
  return [{ ...reference, ...(part && { part }) }];
}

function webhookReferences(manifest: JsonObject): Reference[] {
  return objectsAt(manifest, 'webhooks').flatMap((webhook, i) =>
    serviceReference(webhook.clientConfig, `webhooks[${i}].clientConfig`),
  );
}

/** The port that the API server calls by default. */
const HTTPS = 443;

function serviceReference(client: unknown, path: string): Reference[] {
  const service = at(client, 'service');
  if (!isObject(service)) return [];
  const place = `${path}.service`;
  const value = integerAt(service, 'port') ?? HTTPS;
  const part = { value, path: `${place}.port`, otherwise: 'the API server cannot call it' };
  return [{ ...toService(textAt(service, 'namespace'), textAt(service, 'name'), `${place}.name`), part }];
}

function bindingReferences(manifest: JsonObject, { namespace, kind }: Identity): Reference[] {
  const role = at(manifest, 'roleRef');
  const isRole = textAt(role, 'kind') === 'Role';
  const subjects = objectsAt(manifest, 'subjects').flatMap((subject, i): Reference[] =>
    subject.kind !== 'ServiceAccount'
      ? []
      : [
          {
            ...{ use: 'subject', apiGroup: '', kind: 'ServiceAccount' },
            namespace: textAt(subject, 'namespace') || (kind === 'RoleBinding' ? namespace : ''),
            name: textAt(subject, 'name'),
            path: `subjects[${i}].name`,
          },
        ],
  );
  return [
    {
      ...{ use: 'role', apiGroup: textAt(role, 'apiGroup') || RBAC, kind: textAt(role, 'kind') },
      ...{ namespace: isRole ? namespace : '', name: textAt(role, 'name'), path: 'roleRef.name' },
    },
    ...subjects,
  ];
}

function autoscalerReferences(manifest: JsonObject, { namespace }: Identity): Reference[] {
  const target = at(manifest, 'spec', 'scaleTargetRef');
  return [
    {
      ...{ use: 'scale', apiGroup: groupOf(textAt(target, 'apiVersion')), kind: textAt(target, 'kind') },
      ...{ namespace, name: textAt(target, 'name'), path: 'spec.scaleTargetRef.name' },
    },
  ];
}
