import { until } from './until';

const never = new AbortController().signal;

test('returns any value but undefined, also false', async () => {
  const seen: any[] = [undefined, undefined, false];
  await expect(until('it', 5, never, async () => seen.shift(), 1)).resolves.toBe(false);
});

test('looks once more after the time is up, and names what it waited for', async () => {
  const look = jest.fn(async () => undefined);
  await expect(until('the Job ends', 0, never, look, 1)).rejects.toThrow('not within 0 s: the Job ends');
  expect(look).toHaveBeenCalledTimes(1);
});

test('an error while looking is thrown', async () => {
  await expect(
    until(
      'it',
      5,
      never,
      async () => {
        throw new Error('403');
      },
      1,
    ),
  ).rejects.toThrow('403');
});

test.each([
  ['before', (controller: AbortController) => controller.abort()],
  ['while it waits', (controller: AbortController) => setTimeout(() => controller.abort(), 5)],
])('an interruption %s stops it immediately', async (_, interrupt) => {
  const controller = new AbortController();
  interrupt(controller);
  await expect(until('it', 60, controller.signal, async () => undefined, 60_000)).rejects.toThrow('interrupted');
});
