/** Platforms that create pods, one function each: Argo Workflows, Tekton, KubeRay, Kubeflow, JobSet, Spark, Airflow. */

import type { Place, PlatformPod, PodPlatform } from './platform';
import { parseJson } from '../text/json';
import { isObject, isTrueAt, JsonObject, objectAt, objectsAt, textAt } from '../text/json-value';

/** `a.b`, without empty parts. */
const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('.');
const place = (object: string, ...parts: readonly string[]): Place => {
  const field = join(...parts);
  return field === '' ? { in: object } : { in: object, field };
};
const quoted = (name: string) => JSON.stringify(name);
const labelOf = ({ labels }: PlatformPod, name: string) => textAt(labels, name);
const firstOf = ({ containers }: PlatformPod, ...names: readonly string[]) =>
  names.find((name) => containers.includes(name));
const ownerName = ({ owner }: PlatformPod) => `${owner.kind} ${owner.name}`;

/** Fields of a pod template that a platform keeps under another name. */
type Names = readonly (readonly [field: RegExp, name: string])[];

function renamed(names: Names, field: string): string | undefined {
  const found = names.find(([pattern]) => pattern.test(field));
  return found && field.replace(...found);
}

/** The fields of a container list in a pod template at a path. */
const inTemplate = (object: string, path: string): Pick<PodPlatform, 'container' | 'pod'> => ({
  container: ({ name, kind }, field) =>
    place(object, `${path}.${kind === 'ordinary' ? 'containers' : 'initContainers'} ${quoted(name)}`, field),
  pod: (field) => place(object, path, field),
});

/** The template of an Argo pod, as far as the pod shows it. */
function argoTemplate({ raw, name, annotations, owner }: PlatformPod): { name: string; type: string } {
  const variables = ['containers', 'initContainers']
    .flatMap((list) => objectsAt(raw, 'spec', list))
    .flatMap((container) => objectsAt(container, 'env'))
    .filter((variable) => textAt(variable, 'name') === 'ARGO_TEMPLATE')
    .map((variable) => textAt(variable, 'value'));
  const [template] = [textAt(annotations, 'workflows.argoproj.io/template'), ...variables].flatMap((text) => {
    const parsed = parseJson(text);
    return parsed.ok && isObject(parsed.value) ? [parsed.value] : [];
  });
  const type = ['script', 'containerSet', 'data', 'resource'].find((each) => Object.hasOwn(template ?? {}, each));
  // Since version 3.4 a pod is named WORKFLOW-TEMPLATE-HASH.
  const [, inName = ''] = name.startsWith(`${owner.name}-`)
    ? (/^(.+)-\d+$/.exec(name.slice(owner.name.length + 1)) ?? [])
    : [];
  return { name: textAt(template, 'name') || inName, type: type ?? 'container' };
}

/** Containers that Argo itself adds. */
const ARGO_OWN = ['wait', 'init'];

function argo(pod: PlatformPod): PodPlatform | undefined {
  const { owner } = pod;
  const workflow = labelOf(pod, 'workflows.argoproj.io/workflow') || (owner.kind === 'Workflow' ? owner.name : '');
  if (workflow === '') return undefined;
  const template = argoTemplate(pod);
  const path = template.name === '' ? 'spec.templates[*]' : `spec.templates ${quoted(template.name)}`;
  const object = `Workflow ${workflow}`;
  return {
    name: 'Argo',
    own: ARGO_OWN,
    main: firstOf(pod, 'main'),
    endsOthers: 'Argo\'s container "wait"',
    container: ({ name, kind }, field) => {
      if (ARGO_OWN.includes(name)) return place("the ConfigMap of Argo's workflow-controller", 'executor', field);
      if (kind !== 'ordinary') return place(object, `${path}.initContainers ${quoted(name)}`, field);
      if (template.type === 'containerSet') {
        return place(object, `${path}.containerSet.containers ${quoted(name)}`, field);
      }
      if (name === 'main') return place(object, path, template.type, field);
      return place(object, `${path}.sidecars ${quoted(name)}`, field);
    },
    pod: (field) => place(object, field.startsWith('imagePullSecrets') ? 'spec' : path, field),
  };
}

/** Containers that Tekton itself adds. */
const TEKTON_OWN = ['prepare', 'place-scripts', 'working-dir-initializer', 'place-tools', 'sidecar-tekton-log-results'];
const TEKTON_FIELDS: Names = [[/^resources/, 'computeResources']];

function tekton(pod: PlatformPod): PodPlatform | undefined {
  const run = labelOf(pod, 'tekton.dev/taskRun') || (pod.owner.kind === 'TaskRun' ? pod.owner.name : '');
  if (run === '') return undefined;
  const [task, pipelineRun, pipelineTask] = [
    'tekton.dev/task',
    'tekton.dev/pipelineRun',
    'tekton.dev/pipelineTask',
  ].map((label) => labelOf(pod, label));
  const ofRun = pipelineRun === '' ? `TaskRun ${run}` : `PipelineRun ${pipelineRun}`;
  const embedded = pipelineRun === '' ? 'spec.taskSpec' : `spec.pipelineSpec.tasks ${quoted(pipelineTask)}.taskSpec`;
  const [object, spec] = task === '' ? [ofRun, embedded] : [`Task ${task}`, 'spec'];
  return {
    name: 'Tekton',
    own: TEKTON_OWN,
    // All steps are started at once and wait for each other.
    main: pod.containers.filter((name) => name.startsWith('step-')).at(-1),
    endsOthers: "Tekton's controller",
    container: ({ name }, field) => {
      if (TEKTON_OWN.includes(name)) return place("Tekton's configuration", field);
      const [, kind, own] = /^(step|sidecar)-(.*)$/.exec(name) ?? [undefined, 'step', name];
      const unnamed = /^unnamed-(\d+)$/.exec(own)?.[1];
      const which = unnamed === undefined ? ` ${quoted(own)}` : `[${unnamed}]`;
      return place(object, `${spec}.${kind}s${which}`, renamed(TEKTON_FIELDS, field) ?? field);
    },
    pod: (field) =>
      field.startsWith('volumes')
        ? place(object, spec, field)
        : place(ofRun, pipelineRun === '' ? 'spec.podTemplate' : 'spec.taskRunTemplate.podTemplate', field),
  };
}

/** Containers that KubeRay itself adds. */
const RAY_OWN = ['wait-gcs-ready', 'autoscaler'];

/** Where the kinds of KubeRay keep the spec of their cluster. */
const RAY_CLUSTER = new Map([
  ['RayJob', 'spec.rayClusterSpec'],
  ['RayService', 'spec.rayClusterConfig'],
]);

function ray(pod: PlatformPod): PodPlatform | undefined {
  const isCluster = pod.owner.kind === 'RayCluster';
  if (!isCluster && labelOf(pod, 'ray.io/node-type') === '') return undefined;
  const kind = labelOf(pod, 'ray.io/originated-from-crd');
  const origin = labelOf(pod, 'ray.io/originated-from-cr-name');
  const cluster = RAY_CLUSTER.get(kind);
  const object = cluster === undefined ? ownerOr(pod, 'RayCluster', 'ray.io/cluster') : `${kind} ${origin}`;
  const group = labelOf(pod, 'ray.io/group');
  const isHead = labelOf(pod, 'ray.io/node-type') === 'head' || pod.containers.includes('ray-head');
  const groupSpec = isHead ? 'headGroupSpec' : `workerGroupSpecs${group === '' ? '[*]' : ` ${quoted(group)}`}`;
  const { container, pod: podPlace } = inTemplate(object, `${cluster ?? 'spec'}.${groupSpec}.template.spec`);
  return {
    name: 'KubeRay',
    own: RAY_OWN,
    main: firstOf(pod, 'ray-head', 'ray-worker'),
    container: (part, field) =>
      part.name === 'autoscaler' && isHead
        ? place(object, `${cluster ?? 'spec'}.autoscalerOptions`, field)
        : container(part, field),
    pod: podPlace,
  };
}

/** The owner of a kind, or the object of that kind which a label names. */
const ownerOr = (pod: PlatformPod, kind: string, label: string) =>
  pod.owner.kind === kind ? ownerName(pod) : `${kind} ${labelOf(pod, label)}`;

/** The jobs of Kubeflow's training operator: the field of their replicas, and the main container. */
const TRAINING = new Map<string, readonly [replicas: string, main: string]>([
  ['PyTorchJob', ['pytorchReplicaSpecs', 'pytorch']],
  ['TFJob', ['tfReplicaSpecs', 'tensorflow']],
  ['MPIJob', ['mpiReplicaSpecs', 'mpi']],
  ['XGBoostJob', ['xgbReplicaSpecs', 'xgboost']],
  ['PaddleJob', ['paddleReplicaSpecs', 'paddle']],
  ['JAXJob', ['jaxReplicaSpecs', 'jax']],
  ['MXJob', ['mxReplicaSpecs', 'mxnet']],
]);

function training(pod: PlatformPod): PodPlatform | undefined {
  const known = TRAINING.get(pod.owner.kind);
  if (!known) return undefined;
  const [replicas, main] = known;
  const label = labelOf(pod, 'training.kubeflow.org/replica-type') || labelOf(pod, 'replica-type');
  const type = label === 'ps' ? 'PS' : label.charAt(0).toUpperCase() + label.slice(1);
  const path = `spec.${replicas}${type === '' ? '[*]' : `.${type}`}.template.spec`;
  const own = ['init-pytorch', 'init-mpi'];
  return { name: 'Kubeflow', own, main: firstOf(pod, main), ...inTemplate(ownerName(pod), path) };
}

const TRAINER_FIELDS: Names = [
  [/^(image|command|args|env)\b/, 'spec.trainer.$1'],
  [/^resources/, 'spec.trainer.resourcesPerNode'],
];

function jobSet(pod: PlatformPod): PodPlatform | undefined {
  const name = labelOf(pod, 'jobset.sigs.k8s.io/jobset-name');
  if (name === '') return undefined;
  const job = labelOf(pod, 'jobset.sigs.k8s.io/replicatedjob-name');
  const path = `spec.replicatedJobs${job === '' ? '[*]' : ` ${quoted(job)}`}.template.spec.template.spec`;
  const isTrainer = labelOf(pod, 'trainer.kubeflow.org/trainjob-ancestor-step') === 'trainer';
  if (!isTrainer) return { name: 'JobSet', own: [], ...inTemplate(`JobSet ${name}`, path) };
  const object = `TrainJob ${name}`;
  return {
    name: 'Kubeflow',
    own: [],
    main: firstOf(pod, 'node'),
    container: (part, field) =>
      place(object, (part.name === 'node' && renamed(TRAINER_FIELDS, field)) || 'spec.podTemplateOverrides'),
    pod: (field) => place(object, 'spec.podTemplateOverrides', field),
  };
}

/** Properties of Spark for fields of its own container, without a SparkApplication. */
const SPARK_PROPERTIES: Names = [
  [/^image$/, 'kubernetes.container.image'],
  [/^resources\..*memory$/, 'memory'],
  [/^resources\..*cpu$/, 'cores'],
];
const SPARK_FIELDS: Names = [
  [/^resources\..*memory$/, 'memory'],
  [/^resources\..*cpu$/, 'cores'],
  [/^resources\..*gpu$/, 'gpu'],
];

function spark(pod: PlatformPod): PodPlatform | undefined {
  const role = labelOf(pod, 'spark-role');
  if (role !== 'driver' && role !== 'executor') return undefined;
  const main = firstOf(pod, `spark-kubernetes-${role}`, 'executor');
  const application = labelOf(pod, 'sparkoperator.k8s.io/app-name');
  if (application === '') {
    const object = `the Spark application ${labelOf(pod, 'spark-app-name') || pod.name}`;
    const template = (field: string): Place => ({
      in: object,
      field: `spark.kubernetes.${role}.podTemplateFile${field === '' ? '' : ` (${field})`}`,
    });
    return {
      name: 'Spark',
      own: [],
      main,
      container: ({ name }, field) => {
        const property = name === main ? renamed(SPARK_PROPERTIES, field) : undefined;
        return property === undefined ? template(field) : place(object, 'spark', role, property);
      },
      pod: template,
    };
  }
  const object = `SparkApplication ${application}`;
  return {
    name: 'Spark',
    own: [],
    main,
    container: ({ name, kind }, field) => {
      if (name === main) return place(object, 'spec', role, renamed(SPARK_FIELDS, field) ?? field);
      return place(
        object,
        `spec.${role}.${kind === 'ordinary' ? 'sidecars' : 'initContainers'} ${quoted(name)}`,
        field,
      );
    },
    pod: (field) => place(object, /^(?:imagePullSecrets|volumes)/.test(field) ? 'spec' : `spec.${role}`, field),
  };
}

/** Arguments of Airflow's KubernetesPodOperator. */
const AIRFLOW_ARGUMENTS: Names = [
  [/^command.*/, 'cmds'],
  [/^args.*/, 'arguments'],
  [/^env\b.*/, 'env_vars'],
  [/^resources.*/, 'container_resources'],
  [/^volumeMounts.*/, 'volume_mounts'],
  [/^securityContext.*/, 'container_security_context'],
  [/^image$/, 'image'],
  [/^imagePullPolicy$/, 'image_pull_policy'],
];
const AIRFLOW_POD_ARGUMENTS: Names = [
  [/^nodeSelector.*/, 'node_selector'],
  [/^(affinity|tolerations|volumes).*/, '$1'],
  [/^schedulerName$/, 'schedulername'],
  [/^imagePullSecrets.*/, 'image_pull_secrets'],
  [/^serviceAccountName$/, 'service_account_name'],
  [/^securityContext.*/, 'security_context'],
  [/^priorityClassName$/, 'priority_class_name'],
  [/^initContainers.*/, 'init_containers'],
  [/^activeDeadlineSeconds$/, 'active_deadline_seconds'],
];

function airflow(pod: PlatformPod): PodPlatform | undefined {
  const [dag, task] = [labelOf(pod, 'dag_id'), labelOf(pod, 'task_id')];
  if (dag === '' || task === '') return undefined;
  const object = `task ${quoted(task)} of Airflow's DAG ${quoted(dag)}`;
  const isExecutor = labelOf(pod, 'kubernetes_executor') !== '';
  const override = isExecutor ? 'executor_config["pod_override"]' : 'full_pod_spec';
  const argument = (names: Names, field: string) => (isExecutor ? undefined : renamed(names, field));
  return {
    name: 'Airflow',
    own: ['airflow-xcom-sidecar'],
    main: firstOf(pod, 'base'),
    endsOthers: 'Airflow',
    container: ({ name }, field) =>
      place(
        object,
        (name === 'base' && argument(AIRFLOW_ARGUMENTS, field)) || `${override}, container ${quoted(name)}`,
      ),
    pod: (field) => place(object, argument(AIRFLOW_POD_ARGUMENTS, field) ?? join(override, field)),
  };
}

const PLATFORMS: readonly ((pod: PlatformPod) => PodPlatform | undefined)[] = [
  argo,
  tekton,
  ray,
  training,
  jobSet,
  spark,
  airflow,
];

/** The platform that created a pod; undefined when it is not a known one. */
export function platformOf(raw: JsonObject): PodPlatform | undefined {
  const owner = objectsAt(raw, 'metadata', 'ownerReferences').find((reference) => isTrueAt(reference, 'controller'));
  const pod: PlatformPod = {
    raw,
    name: textAt(raw, 'metadata', 'name'),
    labels: objectAt(raw, 'metadata', 'labels'),
    annotations: objectAt(raw, 'metadata', 'annotations'),
    owner: { kind: textAt(owner, 'kind'), name: textAt(owner, 'name') },
    containers: objectsAt(raw, 'spec', 'containers').map((container) => textAt(container, 'name')),
  };
  for (const platform of PLATFORMS) {
    const found = platform(pod);
    if (found) return found;
  }
  return undefined;
}
