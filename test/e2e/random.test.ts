import { createRandom } from './random';

test('the same seed gives the same numbers', () => {
  const numbers = (seed: string) => {
    const random = createRandom(seed);
    return Array.from({ length: 5 }, () => random.int(1000));
  };
  expect(numbers('1 1')).toEqual(numbers('1 1'));
  expect(numbers('1 1')).not.toEqual(numbers('1 2'));
});

test('numbers are distributed evenly', () => {
  const random = createRandom('a');
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 4000; i++) counts[random.int(4)]++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test('picks an item of a list, and is true with a given probability', () => {
  const random = createRandom('b');
  expect(['a', 'b']).toContain(random.pick(['a', 'b']));
  expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
});
