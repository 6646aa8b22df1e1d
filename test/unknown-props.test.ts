import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Algorithm, AlgorithmDefaults, Gpu, Queue, SharedVolume, SideCarMode, Workload } from '../src';
import { errorsOf, podOf } from './fixtures/manifests';

const IMAGE = 'docker.io/acme/print:v4';

/** What JavaScript, or a variable of another type, hands in. */
const make = (props: any, change: (algorithm: any) => void = () => {}) => {
  const chart = Testing.chart();
  change(new Algorithm(chart, 'a', props));
  return chart;
};

describe('props that there are not', () => {
  test.each<[string, any, string]>([
    ['a typing mistake', { livenesProbe: {} }, '[test/a] spec.template.spec.containers[0].livenesProbe: Unknown field: strict decoding error: unknown field "spec.template.spec.containers[0].livenesProbe". Did you mean "livenessProbe"?'],
    ['of another container', { resource: { requests: { cpu: '4' } } }, '[test/a] spec.template.spec.containers[0].resource: Unknown field'],
    ['of the pod', { pod: { hostIPC: true, nodeSelektor: {} } }, '[test/a] spec.template.spec.nodeSelektor: Unknown field'],
    ['of an init container', { pod: { initContainers: [{ name: 'i', image: IMAGE, comand: ['x'] }] } }, '[test/a] spec.template.spec.initContainers[0].comand: Unknown field'],
  ])('%s', (_, props, error) => expect(errorsOf(make({ image: IMAGE, ...props })).join('\n')).toContain(error));

  test('of a sidecar', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, ports_: [] }));
    expect(errorsOf(chart).join()).toContain('[test/a/s] spec.template.spec.initContainers[0].ports_: Unknown field');
  });

  test('a field of the API that no prop stands for reaches the manifest', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, mode: SideCarMode.INIT, restartPolicy: 'Always' }));
    expect(podOf(chart).initContainers[0].restartPolicy).toBe('Always');
  });

  test('undefined ones are not there', () => expect(errorsOf(make({ image: IMAGE, nothing: undefined }))).toEqual([]));

  test.each<[any, string]>([
    [{ podSecurty: {} }, 'AlgorithmDefaults.podSecurty: Unknown setting. Did you mean "podSecurity"?'],
    [{ resources: { sidecarRequests: {} } }, 'AlgorithmDefaults.resources.sidecarRequests: Unknown setting. Did you mean "sideCarRequests"?'],
    [{ podSecurity: 'restricted' }, 'AlgorithmDefaults.podSecurity: Invalid value: "restricted": must be an object with profile, readOnlyRootFilesystem'],
    [{ podSecurity: { readOnlyRootFilesystem: 'yes' } }, 'AlgorithmDefaults.podSecurity.readOnlyRootFilesystem: Invalid value: "yes": must be true or false'],
    [{ resources: null }, 'AlgorithmDefaults.resources: Invalid value: null: must be an object with algorithmRequests, algorithmLimits, sideCarRequests, sideCarLimits, useResourceLimits, applyCpuLimits, enabled'],
    [{ resources: { useResourceLimits: 'false' } }, 'AlgorithmDefaults.resources.useResourceLimits: Invalid value: "false": must be true or false'],
    [{ resources: { algorithmRequests: '1' } }, 'AlgorithmDefaults.resources.algorithmRequests: Invalid value: "1": must be an object'],
    [{ sideCarMode: 'native' }, 'AlgorithmDefaults.sideCarMode: Unsupported value: "native": supported values: Native, Container, Init. Did you mean "Native"?'],
    [{ warningsAsErrors: 1 }, 'AlgorithmDefaults.warningsAsErrors: Invalid value: 1: must be true or false'],
  ])('settings %j', (settings, error) => {
    const chart = make({ image: IMAGE });
    AlgorithmDefaults.set(chart, settings);
    expect(errorsOf(chart)).toEqual([`[test] ${error}`]);
  });

  test('settings that are fine, or nothing', () => {
    const chart = make({ image: IMAGE });
    AlgorithmDefaults.set(chart, { sideCarMode: SideCarMode.INIT, warningsAsErrors: false, podSecurity: { readOnlyRootFilesystem: false } });
    AlgorithmDefaults.set(chart, { resources: { enabled: true, algorithmLimits: {} } });
    AlgorithmDefaults.set(chart, { sideCarMode: null, warningsAsErrors: null, resources: { enabled: null, algorithmRequests: null } } as any);
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart).containers[0].resources).toBeUndefined();
  });

  test('a setting of a wrong type leaves nothing of itself behind', () => {
    const chart = make({ image: IMAGE });
    AlgorithmDefaults.set(chart, { resources: 'no' } as any);
    AlgorithmDefaults.set(chart, { resources: { enabled: false } });
    expect(errorsOf(chart)).toEqual([]);
  });

  test('settings of a scope are judged once, in the end', () => {
    const app = new App();
    AlgorithmDefaults.set(app, { podSecurty: {} } as any);
    AlgorithmDefaults.set(app, { podSecurity: undefined, kubernetesVersion: '1.33' });
    new Chart(app, 'c');
    expect(() => app.synth()).toThrow(/^[^]*AlgorithmDefaults\.podSecurty: Unknown setting(?![^]*Unknown setting)/);
  });
});

describe('values that JavaScript takes', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  test.each<[string, any, ((algorithm: any) => void) | undefined, string]>([
    ['no props', undefined, undefined, `${main}.image: Required value`],
    ['no props of a sidecar', { image: IMAGE }, (a) => a.addSideCar('s', undefined), '[test/a/s] spec.template.spec.initContainers[0].image: Required value'],
    ['dependsOn as a name', { image: IMAGE, dependsOn: 's' }, undefined, `${main}.dependsOn[0].name: Not found: "s"`],
    ['a dependency without a name', { image: IMAGE, dependsOn: [{}] }, undefined, `${main}.dependsOn[0].name: Not found: {}. Name a container: { name: 'web' }`],
    ['a dependency on nothing', { image: IMAGE }, (a) => a.addDependency(undefined), `${main}.dependsOn[0].name: Not found. Name a container`],
    ['a dependency on itself', { image: IMAGE }, (a) => a.addDependency(a), `${main}.dependsOn[0]: Invalid value: "algorunner": it would wait for itself. Leave it out`],
    ['a workload that is none', { image: IMAGE, workload: 'job' }, undefined, '[test/a] workload: Invalid value: "job": is no workload. Take Workload.job(), cronJob() or deployment()'],
    ['a queue that is none', { image: IMAGE, queue: 'team-a' }, undefined, '[test/a] queue: Invalid value: "team-a": is no queue. Take Queue.kueue() or Queue.kai()'],
    ['a GPU that is none', { image: IMAGE, gpu: 1 }, undefined, `${main}.gpu: Invalid value: 1: is no Gpu. Take Gpu.nvidia(1), or one of another vendor`],
    ['init containers that are no list', { image: IMAGE, pod: { initContainers: { name: 'i' } } }, undefined, '[test/a] spec.template.spec.initContainers: Type invalid'],
    ['an init container that is none', { image: IMAGE, pod: { initContainers: [null] } }, undefined, '[test/a] spec.template.spec.initContainers[0].name: Required value'],
    ['a mount of nothing', { image: IMAGE }, (a) => a.mount('/x', undefined), `${main}.volumeMounts[0].name: Required value`],
    ['a mount of nothing in all', { image: IMAGE }, (a) => a.mountToAll('/x', undefined), `${main}.volumeMounts[0].name: Required value`],
    ['a mount the wrong way round', { image: IMAGE }, (a) => a.mount(SharedVolume.emptyDir(a, 'v'), '/x'), `${main}.volumeMounts[0].mountPath: Required value`],
    ['a claim that is none', { image: IMAGE }, (a) => SharedVolume.persistentVolumeClaim(a, 'd', undefined as any), '[test/a/Volumes/d] spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
    ['a variable without a value', { image: IMAGE, env: { TOKEN: undefined } }, undefined, `${main}.env[0].value: Required value: TOKEN has no value. An empty one is ""`],
    ['a variable that is added without a value', { image: IMAGE }, (a) => a.addEnv('TOKEN', undefined), `${main}.env[0].value: Required value: TOKEN has no value`],
    ['a variable for all without a value', { image: IMAGE }, (a) => a.addEnvToAll('TOKEN', undefined), `${main}.env[0].value: Required value: TOKEN has no value`],
    ['a dependency on a name that there is not', { image: IMAGE }, (a) => a.addDependency('web'), `${main}.dependsOn[0].name: Not found: "web"`],
    ['a source of variables that is none', { image: IMAGE, envFrom: [null] }, undefined, `${main}.envFrom: Invalid value: "": must specify one of`],
    ['a mount that is none', { image: IMAGE, volumeMounts: [null] }, undefined, `${main}.volumeMounts[0].name: Required value`],
    ['pull secrets that are no list', { image: IMAGE, pod: { imagePullSecrets: 'registry' } }, undefined, '[test/a] spec.template.spec.imagePullSecrets: Type invalid'],
    ['a CronJob without props', { image: IMAGE, workload: (Workload as any).cronJob() }, undefined, '[test/a] spec.schedule: Required value'],
    ['a name that is a number', { image: IMAGE, metadata: { name: 5 } }, undefined, '[test/a] metadata.name: Type invalid'],
    ['a device without a name', { image: IMAGE, gpu: Gpu.of(undefined as any) }, undefined, `${main}.gpu: Invalid value: is no extended resource`],
    ['a mode that is none', { image: IMAGE }, (a) => a.addSideCar('s', { image: IMAGE, mode: 'native' }), '[test/a/s] spec.template.spec.containers[1].mode: Unsupported value: "native": supported values: Native, Container, Init. Did you mean "Native"?'],
    ['dependsOn null', { dependsOn: null }, undefined, `${main}.image: Required value`],
  ])('%s', (_, props, change, error) => expect(errorsOf(make(props, change)).join('\n')).toContain(error));

  test('no mode', () => {
    const chart = make({ image: IMAGE }, (algorithm) => algorithm.addSideCar('s', { image: IMAGE, mode: null }));
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart).initContainers[0].restartPolicy).toBe('Always');
  });

  test.each<[string, any, ((algorithm: any) => void) | undefined]>([
    ['a Job', { workload: Workload.job(null as any) }, undefined],
    ['a CronJob', { workload: Workload.cronJob({ schedule: '@daily', jobTemplate: null as any }) }, undefined],
    ['a Deployment', { workload: Workload.deployment(null as any) }, undefined],
    ['a device', { gpu: Gpu.nvidia(1, null as any) }, undefined],
    ['a KAI queue', { queue: Queue.kai('q', null as any) }, undefined],
    ['a Kueue queue', { queue: Queue.kueue('q', null as any) }, undefined],
    ['a mount', {}, (a) => a.mount('/v', SharedVolume.emptyDir(a, 'v'), null)],
  ])('null as the options of %s', (_, props, change) => expect(errorsOf(make({ image: IMAGE, ...props }, change))).toEqual([]));

  test('names in place of objects', () => {
    const chart = make({ image: IMAGE, pod: { imagePullSecrets: ['registry', { name: 'other' }] } }, (a) => {
      a.addSideCar('web', { image: IMAGE, mode: undefined });
      a.addDependency('web');
    });
    expect(errorsOf(chart)).toEqual([]);
    expect(podOf(chart)).toMatchObject({ imagePullSecrets: [{ name: 'registry' }, { name: 'other' }], initContainers: [{ name: 'web', restartPolicy: 'Always' }] });
  });

  test('an empty variable is one', () => expect(podOf(make({ image: IMAGE, env: { A: '' } })).containers[0].env).toEqual([{ name: 'A', value: '' }]));
});

describe('devices and queues that can\'t be', () => {
  const main = '[test/a] spec.template.spec.containers[0]';
  test.each<[string, any, string[]]>([
    ['a part of a GPU', { gpu: Gpu.nvidia(0.5) }, [`${main}.gpu: Invalid value: 0.5: must be a whole number of nvidia.com/gpu, at least 1. For a part of a GPU take Queue.kai() with gpuFraction`]],
    ['no GPU', { gpu: Gpu.nvidia(0) }, [`${main}.gpu: Invalid value: 0: must be a whole number of nvidia.com/gpu, at least 1. For a part of a GPU take Queue.kai() with gpuFraction`]],
    ['cpu', { gpu: Gpu.of('cpu') }, [`${main}.gpu: Invalid value: "cpu": is no extended resource. They are called by their vendors: nvidia.com/gpu`]],
    ['a part beside a whole', { gpu: Gpu.nvidia(), queue: Queue.kai('q', { gpuFraction: 0.5 }) }, [
      `${main}.resources.limits[nvidia.com/gpu]: Forbidden: the KAI scheduler gives a pod whole GPUs, or a part of one by its queue. Leave one of the two out`,
    ]],
    ['a queue without a name', { queue: Queue.kueue('') }, ['[test/a] Queue.kueue: Required value: the name of the queue']],
    ['a queue whose name is not set', { queue: Queue.kai(undefined as any) }, ['[test/a] Queue.kai: Required value: the name of the queue']],
  ])('%s', (_, props, errors) => expect(errorsOf(make({ image: IMAGE, ...props }))).toEqual(expect.arrayContaining(errors)));

  test('whole GPUs in a queue', () => expect(errorsOf(make({ image: IMAGE, gpu: Gpu.nvidia(), queue: Queue.kai('q') }))).toEqual([]));
});

describe('patches and the order', () => {
  const ordered = (patch: JsonPatch, condition?: any) => make({ image: IMAGE, dependsOn: [{ name: 's', condition }] }, (algorithm) => {
    algorithm.addSideCar('s', { image: IMAGE });
    algorithm.apiObject.addJsonPatch(patch);
  });
  const INIT = '/spec/template/spec/initContainers';
  test.each<[string, JsonPatch, any, string | undefined]>([
    ['the other one is gone', JsonPatch.remove(`${INIT}/0`), undefined, 'algorunner after s: Started'],
    ['what was to complete never does', JsonPatch.add(`${INIT}/0/restartPolicy`, 'Always'), 'Completed', 'algorunner after s: Completed'],
    ['a patch of something else', JsonPatch.add(`${INIT}/0/tty`, true), undefined, undefined],
  ])('%s', (_, patch, condition, broken) => {
    expect(errorsOf(ordered(patch, condition)).filter((error) => error.includes('order'))).toEqual(broken === undefined ? [] : [
      `[test/a] spec.template.spec.initContainers: Invalid value: "${broken}": a patch has broken this order. Leave out the dependency, or change the patch`,
    ]);
  });

  test('two are swapped', () => {
    const chart = make({ image: IMAGE }, (algorithm) => {
      algorithm.addSideCar('x', { image: IMAGE, dependsOn: [{ name: 'y' }] });
      algorithm.addSideCar('y', { image: IMAGE });
      algorithm.apiObject.addJsonPatch(JsonPatch.move(`${INIT}/0`, `${INIT}/1`));
    });
    expect(errorsOf(chart)).toEqual([expect.stringContaining('"x after y: Started": a patch has broken this order')]);
  });
});

test('the name as it is printed', () => {
  const algorithm = new Algorithm(Testing.chart(), 'a', { image: IMAGE, nameSuffixHash: true });
  expect(algorithm.objectName).toMatch(/^a-[0-9a-f]{10}$/);
  expect(new Algorithm(Testing.chart(), 'a', { image: IMAGE }).objectName).toBe('a');
});

test.each([
  ['a Deployment', Workload.deployment(), 'spec.template'],
  ['a CronJob', Workload.cronJob({ schedule: '@daily' }), 'spec.jobTemplate.spec.template'],
])('the label that pods of %s are selected by can only be given from the start', (_, workload, template) => {
  const chart = make({ image: IMAGE, workload, pod: { labels: { 'app.kubernetes.io/name': 'mine' } } });
  expect(errorsOf(chart)).toEqual([]);
  (chart.node.findChild('a') as Algorithm).addPodLabel('app.kubernetes.io/name', 'x');
  expect(errorsOf(chart)).toEqual([
    `[test/a] ${template}.metadata.labels[app.kubernetes.io/name]: Forbidden: the pods are selected by this label, which can't be changed later. Give it in pod.labels`,
  ]);
});
