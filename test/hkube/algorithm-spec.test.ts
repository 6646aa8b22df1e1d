import { StructType } from '../../src/apimachinery/schema';
import { ALGORITHM } from '../../src/hkube/schema';
import { OURS, PublicTypes } from '../fixtures/public-types';

const types = new PublicTypes();
const exported = types.exportsOf(OURS);

/** The struct at a path: `sideCars.volumeMounts`. */
function structAt(path: string): StructType {
  const names = path === '' ? [] : path.split('.');
  return names.reduce((struct, name) => {
    const { type } = struct.fields.get(name)!;
    return (type.kind === 'list' ? type.of : type) as StructType;
  }, ALGORITHM);
}

/** Names of the fields that users may set. */
const namesOf = (struct: StructType) =>
  [...struct.fields.entries()]
    .filter(([, { type }]) => (type as { role?: string }).role !== 'server')
    .map(([name]) => name)
    .sort();

test.each([
  ['HkubeAlgorithmSpec', ''],
  ['HkubeWorkerCustomResources', 'workerCustomResources'],
  ['HkubeAmounts', 'workerCustomResources.requests'],
  ['HkubeDevelopmentOptions', 'options'],
  ['HkubeMount', 'mounts'],
  ['HkubeVolumeMount', 'volumeMounts'],
  ['HkubeSideCarSpec', 'sideCars'],
  ['HkubeKaiObject', 'kaiObject'],
  ['HkubeSecurityContext', 'securityContext'],
  ['HkubeGitRepository', 'gitRepository'],
  ['HkubeGitCommit', 'gitRepository.commit'],
])("%s has the fields of HKube's schema", (name, path) => {
  expect(types.propertiesOf(exported.get(name)!).sort()).toEqual(namesOf(structAt(path)));
});
