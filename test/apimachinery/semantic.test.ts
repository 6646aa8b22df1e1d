import { structType } from '../../src/apimachinery/schema';
import { meansSame } from '../../src/apimachinery/semantic';

test.each<[string, any, any, boolean]>([
  ['Container', { name: 'a' }, { name: 'a', stdin: false, command: [], resources: {} }, true],
  ['Container', { name: 'a', workingDir: '' }, { name: 'a' }, true],
  ['Container', { name: 'a' }, { name: 'a', securityContext: {} }, false],
  ['PodSpec', {}, { automountServiceAccountToken: false }, false],
  ['PodSpec', { nodeSelector: null }, { nodeSelector: {} }, true],
  ['PodSpec', { nodeSelector: { a: '' } }, {}, false],
  ['ResourceRequirements', { requests: { cpu: '1' } }, { requests: { cpu: '1000m' } }, true],
  ['ResourceRequirements', { requests: { cpu: '1' } }, { requests: { cpu: '2' } }, false],
  ['ResourceRequirements', { limits: {} }, { requests: {} }, true],
  ['PodSpec', { tolerations: [{}] }, { tolerations: [{ key: '' }] }, true],
  ['PodSpec', { tolerations: [{}] }, { tolerations: [] }, false],
  ['ContainerPort', { containerPort: 1, hostPort: 0 }, { hostPort: null, containerPort: 1 }, true],
])('%s %j and %j', (struct, a, b, expected) => expect(meansSame(a, b, structType(struct)!)).toBe(expected));
