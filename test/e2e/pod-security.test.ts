import { ourReasons, serverReasons } from './pod-security';

const forbidden = (message: string) => ({ code: 403, body: { message: `pods "a" is forbidden: ${message}` } });

test.each([
  ['taken', { code: 201, body: { kind: 'Pod' } }, []],
  [
    'refused',
    forbidden(
      'violates PodSecurity "baseline:v1.37": host namespaces (hostNetwork=true, hostPID=true), hostPort ' +
        '(container "a" uses hostPort 80)',
    ),
    ['host namespaces', 'hostPort'],
  ],
  [
    'several of one kind',
    forbidden('violates PodSecurity "baseline:v1.37": forbidden AppArmor profiles (container "a" must not …)'),
    ['forbidden AppArmor profile'],
  ],
  [
    'a reason that is part of another',
    forbidden(
      'violates PodSecurity "restricted:v1.30": hostProcess (pod must not …), runAsNonRoot != true (pod must not …)',
    ),
    ['hostProcess', 'runAsNonRoot != true'],
  ],
  ['invalid', { code: 422, body: { message: 'Pod "a" is invalid: …' } }, undefined],
  ['refused for something else', forbidden('exceeded quota: …'), undefined],
])('%s: reads the reasons of the server', (_, answer, reasons) => expect(serverReasons(answer)).toEqual(reasons));

test('our reasons have the same words', () => {
  const pod = {
    kind: 'Pod',
    spec: { hostNetwork: true, hostPID: true, containers: [{ name: 'a', securityContext: { privileged: true } }] },
  };
  expect(ourReasons(pod, 'baseline', 37)).toEqual(['host namespaces', 'privileged']);
});
