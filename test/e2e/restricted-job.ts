import { ApiObject, App, Chart } from 'cdk8s';
import { Algorithm, PodSecurityProfile } from '../../src';

const CHECKS = [
  'test "$(id -u)" = 65534',
  'test -z "$(ls -A /tmp)"',
  'echo mine > /tmp/file',
  // With -e, `! touch` would never end the shell.
  'if touch /file 2>/dev/null; then exit 1; fi',
];

/**
 * A Job with the restricted profile whose containers of all sorts each find a /tmp of their own that they can write to, and a root file
 * system that they can't. It fails when one of them doesn't.
 *
 * @param image one with a shell, such as busybox
 */
export function restrictedJob(image: string): any {
  const container = (...commands: string[]) => ({ image, command: ['sh', '-ec', [...CHECKS, ...commands].join('\n')] });
  const algorithm = new Algorithm(new Chart(new App(), 'chart'), 'restricted', {
    // The sidecar says in its own /tmp that it is ready; nobody else sees it.
    ...container('test "$(cat /tmp/file)" = mine'),
    defaults: { podSecurity: { profile: PodSecurityProfile.RESTRICTED, readOnlyRootFilesystem: true }, resources: { enabled: false } },
    pod: { securityContext: { runAsUser: 65534 }, initContainers: [{ name: 'setup', ...container() }], terminationGracePeriodSeconds: 1 },
  });
  algorithm.addSideCar('side', { ...container('touch /tmp/ready', 'sleep 1000'), startupProbe: { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1 } });
  const job = ApiObject.of(algorithm).toJson();
  return { ...job, spec: { ...job.spec, backoffLimit: 0 } };
}
