import { changed, testUpdates, UpdateCase } from './expect-update';

const main = { name: 'main', image: 'a:1' };
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x' },
  spec: { containers: [main], activeDeadlineSeconds: 100 },
};
const OTHERS = 'UPD-POD spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`';
const DEADLINE = 'UPD-POD spec.activeDeadlineSeconds: Invalid value: ';

describe('a Pod', () => {
  const mirror = { 'kubernetes.io/config.mirror': 'a' };
  testUpdates(pod, [
    [{}, []],
    [{ metadata: { labels: { a: 'b' } } }, []],
    [{ spec: { containers: [{ ...main, image: 'a:2' }] } }, []],
    [{ spec: { activeDeadlineSeconds: 99 } }, []],
    [{ spec: { tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] } }, []],
    [{ spec: { enableServiceLinks: true, serviceAccountName: 'default', priority: 0 } }, []],
    [{ spec: { activeDeadlineSeconds: 101 } }, [`${DEADLINE}101: must be less than or equal to previous value`]],
    [{ spec: { activeDeadlineSeconds: undefined } }, [`${DEADLINE}null: must not update`]],
    [{ spec: { containers: [{ ...main, image: ' a' }] } }, ['CTR-IMAGE spec.containers[0].image']],
    [{ spec: { containers: [main, { ...main, name: 'b' }] } }, ['UPD-POD spec.containers: Forbidden: pod updates may']],
    [{ spec: { initContainers: [{ ...main, name: 'b' }] } }, ['UPD-POD spec.initContainers: Forbidden: pod updates']],
    [{ spec: { containers: [{ ...main, env: [{ name: 'A', value: 'b' }] }] } }, [OTHERS]],
    [{ spec: { nodeSelector: { a: 'b' } } }, [OTHERS]],
    [{ spec: { enableServiceLinks: false } }, [OTHERS]],
    [
      { spec: { schedulingGates: [{ name: 'a' }] } },
      ['UPD-POD spec.schedulingGates[0].name: Forbidden: only deletion'],
    ],
    [{ metadata: { annotations: mirror } }, ['UPD-POD metadata.annotations[kubernetes.io/config.mirror]']],
    // The service account, its token and the node are missing.
    [{}, [OTHERS], { method: 'replace' }],
  ] satisfies UpdateCase[]);
});

describe('a Pod with scheduling gates', () => {
  const expression = (key: string) => ({ key, operator: 'Exists' });
  const affinity = (...terms: any[]) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  });
  const gated = changed(pod, {
    spec: {
      schedulingGates: [{ name: 'a.b/c' }, { name: 'a.b/d' }],
      nodeSelector: { a: 'b' },
      affinity: affinity({ matchExpressions: [expression('a')] }),
    },
  });
  const term = (...keys: string[]) => ({ spec: { affinity: affinity({ matchExpressions: keys.map(expression) }) } });
  const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  testUpdates(gated, [
    [{ spec: { schedulingGates: [{ name: 'a.b/d' }] } }, []],
    [{ spec: { schedulingGates: undefined } }, []],
    [{ spec: { nodeSelector: { c: 'd' } } }, []],
    [{ spec: { nodeSelector: { a: 'c' } } }, ['UPD-POD spec.nodeSelector: Invalid value: {"a":"c"}: only additions']],
    [term('a', 'b'), []],
    [term('b'), [`UPD-POD ${TERMS}[0]: Invalid value`]],
    [{ spec: { affinity: undefined } }, [`UPD-POD ${TERMS}: Invalid value: []: no additions/deletions`]],
    [{ spec: { affinity: { podAffinity: {} } } }, [OTHERS]],
  ]);
});
