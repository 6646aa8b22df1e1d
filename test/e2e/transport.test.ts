import { pathOf } from './transport';

test.each([
  ['v1', 'Pod', 'team', '/api/v1/namespaces/team/pods'],
  ['batch/v1', 'CronJob', 'team', '/apis/batch/v1/namespaces/team/cronjobs'],
  ['v1', 'Namespace', undefined, '/api/v1/namespaces'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'a', '/apis/networking.k8s.io/v1/namespaces/a/networkpolicies'],
  ['scheduling.k8s.io/v1', 'PriorityClass', undefined, '/apis/scheduling.k8s.io/v1/priorityclasses'],
])('objects of %s %s in %s are at %s', (apiVersion, kind, namespace, path) =>
  expect(pathOf(apiVersion, kind, namespace)).toBe(path),
);
