/** Autoscalers that cannot scale their targets, or that something works against. */

import type { MetricFacts } from './autoscaler-facts';
import type { ObjectSet } from './object-set';
import type { PodFacts } from './pod-facts';
import type { SetObject } from './set-object';
import { Finding, finding } from '../../apimachinery/finding';
import { declared } from '../../text/suggest';

/** What is wrong with an autoscaler. */
export function autoscalers(object: SetObject, set: ObjectSet): Finding[] {
  const { autoscaler, namespace } = object.facts;
  if (!autoscaler || autoscaler.target.name === '') return [];
  const target = { ...autoscaler.target, namespace };
  const targets = set.named(target, object);
  const metrics = targets.length === 1 && targets[0].facts.pods ? autoscaler.metrics : [];
  return [
    ...secondScaler(object, set.autoscalersOf(target)),
    ...metrics.flatMap((metric) => unknownContainer(metric, targets[0]) ?? withoutRequests(metric, targets[0], set)),
  ];
}

/** What is wrong with the target of an autoscaler. */
export function scaledReplicas(object: SetObject, set: ObjectSet): Finding[] {
  const { replicas } = object.facts;
  // Autoscalers leave what is scaled to 0 alone.
  if (replicas === undefined || replicas === 0) return [];
  const [autoscaler] = set.together(object, set.autoscalersOf(object.facts));
  if (!autoscaler) return [];
  const detail =
    `the HorizontalPodAutoscaler "${autoscaler.facts.name}" (${autoscaler.where}) decides how many pods there are, ` +
    'and each apply sets them back';
  return [
    finding('WARN-AUTOSCALER-REPLICAS', 'spec.replicas', 'Warning', detail, { value: replicas, hint: 'Remove it' }),
  ];
}

/** Of several autoscalers of one object, each but the first. Different files may be alternatives. */
function secondScaler({ facts, unit }: SetObject, all: readonly SetObject[]): Finding[] {
  const first = all.find((other) => other.unit === unit);
  if (first === undefined || first.facts.name === facts.name) return [];
  const { kind, name } = facts.autoscaler!.target;
  const detail = `"${first.facts.name}" (${first.where}) scales ${kind} "${name}", too, so neither of them does`;
  const hint = 'Put the metrics of both into one HorizontalPodAutoscaler';
  return [finding('WARN-AUTOSCALER-TARGET', 'spec.scaleTargetRef.name', 'Warning', detail, { value: name, hint })];
}

const RULE = 'WARN-AUTOSCALER-METRIC';

/** A webhook may add containers. */
function unknownContainer({ path, container }: MetricFacts, { facts, where }: SetObject): Finding[] | undefined {
  const names = facts.pods!.containers.map(({ name }) => name);
  if (container === undefined || names.includes(container)) return undefined;
  if (facts.pods!.isInjected || /proxy|envoy|dapr|agent/.test(container)) return [];
  const of = `${facts.kind} "${facts.name}" (${where})`;
  const detail = `there is nothing to measure: ${of} has no container "${container}"`;
  const hint = declared('containers', container, names);
  return [finding(RULE, `${path}.container`, 'Warning', detail, { value: container, hint })];
}

/** A share of nothing: the metric can't be computed. */
function withoutRequests(metric: MetricFacts, target: SetObject, set: ObjectSet): Finding[] {
  const { resource, path, container, isUtilization } = metric;
  const { kind, name, pods } = target.facts;
  if (!isUtilization || hasDefault(target, set, resource)) return [];
  const [without] = containersOf(pods!, container).filter(({ requests }) => !requests.includes(resource));
  if (without === undefined || pods!.requests.includes(resource)) return [];
  const detail =
    `the container "${without.name}" of ${kind} "${name}" (${target.where}) requests no ${resource}, so its ` +
    'utilization is not known and the autoscaler does not scale by it';
  const hint = `Set resources.requests.${resource}, or use averageValue`;
  return [finding(RULE, path, 'Warning', detail, { value: resource, hint })];
}

const containersOf = ({ containers }: PodFacts, name: string | undefined) =>
  name === undefined ? containers : containers.filter((container) => container.name === name);

const hasDefault = ({ facts: { namespace } }: SetObject, set: ObjectSet, resource: string): boolean =>
  set
    .like({ apiGroup: '', kind: 'LimitRange', namespace, name: '' })
    .some(({ facts }) => facts.defaults?.includes(resource));
