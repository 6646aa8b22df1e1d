import { CDK8S_PLUS, OURS, PublicTypes } from './fixtures/public-types';

const types = new PublicTypes();

// `from cdk8s_plus_28 import *` and the like would take one for the other.
test('no name equals that of something else in cdk8s-plus-28', () => {
  const theirs = types.exportsOf(CDK8S_PLUS);
  const ours = [...types.exportsOf(OURS).keys()];
  expect(theirs.has('Probe')).toBe(true);
  expect(ours).toEqual(expect.arrayContaining(['Algorithm', 'KubeProbe', 'LocalObjectReference']));
  expect(ours.filter((name) => theirs.has(name))).toEqual([]);
});
