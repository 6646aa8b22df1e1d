import { found, object } from './found';
import { allKinds, NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { hasRules } from '../../../src/validation/validate';
import { generateOf } from '../../e2e/generate';

const kinds = allKinds(NEWEST_MINOR).filter(([apiVersion, kind]) => hasRules(apiVersion, kind));

test('random objects of all kinds are only warned about', () => {
  const objects = Array.from({ length: 3000 }, (_, number) => generateOf(kinds, 3, number + 1, NEWEST_MINOR));
  expect(found(objects.map((each) => structuredClone(each))).every((text) => text.startsWith('WARN-'))).toBe(true);
});

test.each<[object]>([[{}], [object('v1', 'Pod', 'a', { spec: 5 })], [{ apiVersion: 5, kind: 'Pod' }]])('%j', (one) =>
  expect(found([one, one])).toEqual([]),
);
