import { forEach } from './pool';

const tick = () => new Promise((done) => setTimeout(done, 1));

test.each([
  [0, 3, 0],
  [2, 3, 2],
  [7, 3, 3],
  [7, 1, 1],
])('of %i items, %i at a time, %i start together, and all finish in order', async (count, limit, most) => {
  const begun: number[] = [];
  let running = 0;
  let peak = 0;
  await forEach(
    Array.from({ length: count }, (_, i) => i),
    limit,
    async (item) => {
      begun.push(item);
      peak = Math.max(peak, ++running);
      await tick();
      running--;
    },
  );
  expect(begun).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(peak).toBe(most);
});

test('after a failure nothing starts, and running items finish first', async () => {
  const ended: number[] = [];
  await expect(
    forEach([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error('no');
      await tick();
      ended.push(item);
    }),
  ).rejects.toThrow('no');
  expect(ended).toEqual([2]);
});
