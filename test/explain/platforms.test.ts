import { platformOf } from '../../src/explain/platforms';
import { changesOf, diagnosesOf, podOf, running, terminated } from '../fixtures/explain';

interface Row {
  readonly owner?: readonly [kind: string, name: string];
  readonly labels?: { readonly [name: string]: string };
  readonly annotations?: { readonly [name: string]: string };
  readonly name?: string;
  readonly containers: readonly any[];
  readonly initContainers?: readonly any[];
}

const podFrom = ({ owner, labels, annotations, name = 'x-1', containers, initContainers }: Row) =>
  podOf({
    metadata: {
      name,
      labels,
      annotations,
      ...(owner && { ownerReferences: [{ kind: owner[0], name: owner[1], controller: true }] }),
    },
    containers: containers.map((each) => (typeof each === 'string' ? { name: each } : each)),
    initContainers: (initContainers ?? []).map((each) => ({ name: each })),
  });

const ARGO: Row = {
  owner: ['Workflow', 'build'],
  labels: { 'workflows.argoproj.io/workflow': 'build' },
  containers: ['wait', 'main', 'redis'],
  initContainers: ['init', 'fetch'],
};
const withTemplate = (template: object): Row => ({
  ...ARGO,
  containers: [{ name: 'main', env: [{ name: 'ARGO_TEMPLATE', value: JSON.stringify(template) }] }, 'wait', 'redis'],
});
const TEKTON: Row = {
  owner: ['TaskRun', 'build-run'],
  labels: { 'tekton.dev/taskRun': 'build-run' },
  containers: ['step-clone', 'step-unnamed-1', 'sidecar-db'],
  initContainers: ['prepare'],
};
const RAY: Row = {
  owner: ['RayCluster', 'ray-abc'],
  labels: { 'ray.io/node-type': 'worker', 'ray.io/group': 'gpus', 'ray.io/cluster': 'ray-abc' },
  containers: ['logs', 'ray-worker'],
};
const SPARK: Row = {
  labels: { 'spark-role': 'driver', 'sparkoperator.k8s.io/app-name': 'pi' },
  containers: ['proxy', 'spark-kubernetes-driver'],
};
const AIRFLOW: Row = {
  labels: { dag_id: 'etl', task_id: 'load', kubernetes_pod_operator: 'True' },
  containers: ['airflow-xcom-sidecar', 'base'],
};

test.each<[string, Row, string | undefined]>([
  ['Argo', ARGO, 'main'],
  ['Tekton: the last step', TEKTON, 'step-unnamed-1'],
  ['KubeRay', RAY, 'ray-worker'],
  ['PyTorchJob', { owner: ['PyTorchJob', 'p'], containers: ['agent', 'pytorch'] }, 'pytorch'],
  ['TFJob', { owner: ['TFJob', 't'], containers: ['agent', 'tensorflow'] }, 'tensorflow'],
  ['Spark', SPARK, 'spark-kubernetes-driver'],
  ['older Spark', { labels: { 'spark-role': 'executor' }, containers: ['proxy', 'executor'] }, 'executor'],
  ['Airflow', AIRFLOW, 'base'],
  ['none', { owner: ['Job', 'j'], containers: ['wait', 'main'] }, undefined],
])('the main container of %s is found', (_, row, main) => {
  expect(platformOf(podFrom(row))?.main).toBe(main);
});

describe('the place where a container is written', () => {
  test.each<[string, Row, string, 'ordinary' | 'init', string, string]>([
    ['Argo', ARGO, 'main', 'ordinary', 'image', 'Workflow build, spec.templates[*].container.image'],
    ['Argo', ARGO, 'redis', 'ordinary', 'image', 'Workflow build, spec.templates[*].sidecars "redis".image'],
    ['Argo', ARGO, 'fetch', 'init', 'image', 'Workflow build, spec.templates[*].initContainers "fetch".image'],
    [
      'Argo itself',
      ARGO,
      'wait',
      'ordinary',
      'resources.limits.memory',
      "the ConfigMap of Argo's workflow-controller, executor.resources.limits.memory",
    ],
    [
      'Argo, by its environment',
      withTemplate({ name: 'compile', script: {} }),
      'main',
      'ordinary',
      'image',
      'Workflow build, spec.templates "compile".script.image',
    ],
    [
      'Argo, by the name of the pod',
      { ...ARGO, name: 'build-compile-1234567890' },
      'main',
      'ordinary',
      'image',
      'Workflow build, spec.templates "compile".container.image',
    ],
    [
      'an Argo container set',
      withTemplate({ name: 'all', containerSet: {} }),
      'redis',
      'ordinary',
      'image',
      'Workflow build, spec.templates "all".containerSet.containers "redis".image',
    ],
    ['Tekton', TEKTON, 'step-clone', 'ordinary', 'image', 'TaskRun build-run, spec.taskSpec.steps "clone".image'],
    [
      'Tekton',
      TEKTON,
      'step-unnamed-1',
      'ordinary',
      'resources.limits.memory',
      'TaskRun build-run, spec.taskSpec.steps[1].computeResources.limits.memory',
    ],
    ['Tekton', TEKTON, 'sidecar-db', 'ordinary', 'image', 'TaskRun build-run, spec.taskSpec.sidecars "db".image'],
    [
      'a Tekton Task',
      { ...TEKTON, labels: { 'tekton.dev/taskRun': 'build-run', 'tekton.dev/task': 'build' } },
      'step-clone',
      'ordinary',
      'image',
      'Task build, spec.steps "clone".image',
    ],
    [
      'a Tekton Pipeline',
      {
        ...TEKTON,
        labels: { 'tekton.dev/taskRun': 'r', 'tekton.dev/pipelineRun': 'run', 'tekton.dev/pipelineTask': 'lint' },
      },
      'step-clone',
      'ordinary',
      'image',
      'PipelineRun run, spec.pipelineSpec.tasks "lint".taskSpec.steps "clone".image',
    ],
    [
      'KubeRay',
      RAY,
      'ray-worker',
      'ordinary',
      'image',
      'RayCluster ray-abc, spec.workerGroupSpecs "gpus".template.spec.containers "ray-worker".image',
    ],
    [
      'a RayJob',
      {
        ...RAY,
        labels: {
          'ray.io/node-type': 'head',
          'ray.io/originated-from-crd': 'RayJob',
          'ray.io/originated-from-cr-name': 'train',
        },
      },
      'ray-head',
      'ordinary',
      'image',
      'RayJob train, spec.rayClusterSpec.headGroupSpec.template.spec.containers "ray-head".image',
    ],
    [
      'a PyTorchJob',
      {
        owner: ['PyTorchJob', 'bert'],
        labels: { 'training.kubeflow.org/replica-type': 'worker' },
        containers: ['pytorch'],
      },
      'pytorch',
      'ordinary',
      'image',
      'PyTorchJob bert, spec.pytorchReplicaSpecs.Worker.template.spec.containers "pytorch".image',
    ],
    [
      'a TFJob',
      { owner: ['TFJob', 'mnist'], labels: { 'replica-type': 'ps' }, containers: ['tensorflow'] },
      'tensorflow',
      'ordinary',
      'image',
      'TFJob mnist, spec.tfReplicaSpecs.PS.template.spec.containers "tensorflow".image',
    ],
    [
      'a JobSet',
      {
        owner: ['Job', 'set-w-0'],
        labels: { 'jobset.sigs.k8s.io/jobset-name': 'set', 'jobset.sigs.k8s.io/replicatedjob-name': 'w' },
        containers: ['app'],
      },
      'app',
      'ordinary',
      'image',
      'JobSet set, spec.replicatedJobs "w".template.spec.template.spec.containers "app".image',
    ],
    [
      'a TrainJob',
      {
        owner: ['Job', 'fine-node-0'],
        labels: {
          'jobset.sigs.k8s.io/jobset-name': 'fine',
          'trainer.kubeflow.org/trainjob-ancestor-step': 'trainer',
        },
        containers: ['node'],
      },
      'node',
      'ordinary',
      'resources.limits.memory',
      'TrainJob fine, spec.trainer.resourcesPerNode.limits.memory',
    ],
    ['Spark', SPARK, 'spark-kubernetes-driver', 'ordinary', 'image', 'SparkApplication pi, spec.driver.image'],
    [
      'Spark',
      SPARK,
      'spark-kubernetes-driver',
      'ordinary',
      'resources.limits.memory',
      'SparkApplication pi, spec.driver.memory',
    ],
    ['Spark', SPARK, 'proxy', 'ordinary', 'image', 'SparkApplication pi, spec.driver.sidecars "proxy".image'],
    [
      'Spark without its operator',
      { labels: { 'spark-role': 'driver', 'spark-app-name': 'pi' }, containers: ['spark-kubernetes-driver'] },
      'spark-kubernetes-driver',
      'ordinary',
      'resources.limits.memory',
      'the Spark application pi, spark.driver.memory',
    ],
    [
      'Airflow',
      AIRFLOW,
      'base',
      'ordinary',
      'resources.limits.memory',
      'task "load" of Airflow\'s DAG "etl", container_resources',
    ],
    [
      "Airflow's executor",
      { ...AIRFLOW, labels: { dag_id: 'etl', task_id: 'load', kubernetes_executor: 'True' } },
      'base',
      'ordinary',
      'image',
      'task "load" of Airflow\'s DAG "etl", executor_config["pod_override"], container "base"',
    ],
  ])('%s %#', (_, row, name, kind, field, expected) => {
    const { in: object, field: path } = platformOf(podFrom(row))!.container({ name, kind }, field);
    expect(`${object}, ${path}`).toBe(expected);
  });
});

test.each<[string, Row, string, string]>([
  ['Argo', ARGO, 'nodeSelector', 'Workflow build, spec.templates[*].nodeSelector'],
  ['Argo', ARGO, 'imagePullSecrets', 'Workflow build, spec.imagePullSecrets'],
  ['Tekton', TEKTON, 'nodeSelector', 'TaskRun build-run, spec.podTemplate.nodeSelector'],
  ['Tekton', TEKTON, 'volumes "work"', 'TaskRun build-run, spec.taskSpec.volumes "work"'],
  ['KubeRay', RAY, 'tolerations', 'RayCluster ray-abc, spec.workerGroupSpecs "gpus".template.spec.tolerations'],
  ['Spark', SPARK, 'tolerations', 'SparkApplication pi, spec.driver.tolerations'],
  ['Airflow', AIRFLOW, 'schedulerName', 'task "load" of Airflow\'s DAG "etl", schedulername'],
  ['Airflow', AIRFLOW, 'imagePullSecrets', 'task "load" of Airflow\'s DAG "etl", image_pull_secrets'],
])('the place where a field of the pod is written: %s %#', (_, row, field, expected) => {
  const { in: object, field: path } = platformOf(podFrom(row))!.pod(field);
  expect(`${object}, ${path}`).toBe(expected);
});

test("a sidecar that outlives Argo's main container, as the executor that should end it has failed", () => {
  const pod = podFrom({
    ...ARGO,
    containers: [
      { name: 'wait', state: terminated(64) },
      { name: 'main', state: terminated(0) },
      { name: 'redis', ...running() },
    ],
    initContainers: [],
  });
  const diagnoses = diagnosesOf([pod]);
  expect(diagnoses.map(({ container, what }) => [container, what])).toEqual([
    [{ name: 'wait', role: 'added by Argo' }, 'fails: exit code 64'],
    [{ name: 'redis', role: '' }, 'keeps the Workflow running: the main container "main" has ended'],
  ]);
  expect(diagnoses.flatMap(changesOf)).toEqual([
    "the ConfigMap of Argo's workflow-controller, executor: its log says why",
    'Workflow build, spec.templates[*].sidecars "redis": make it end when the main container does: Argo\'s container ' +
      '"wait" should do that, unless it has failed itself',
  ]);
});
