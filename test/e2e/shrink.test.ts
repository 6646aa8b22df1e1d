import { shrink } from './shrink';

const apiVersion = 'v1';
const kind = 'ConfigMap';

/** Shrinks while `does` holds, and counts how often it was asked. */
async function shrunk(manifest: any, does: (candidate: any) => boolean, budget?: number) {
  let asked = 0;
  const smallest = await shrink(
    { apiVersion, kind, ...manifest },
    async (candidate) => {
      asked++;
      return does(candidate);
    },
    budget,
  );
  return { smallest, asked };
}

test('removes what is irrelevant', async () => {
  const manifest = {
    metadata: { name: 'a', labels: { a: 'b' } },
    data: { x: '1', y: '2' },
    list: [{ a: 1 }, { b: 2, bad: true }],
  };
  const { smallest } = await shrunk(manifest, ({ list }) => list?.some((item: any) => item.bad) ?? false);
  expect(smallest).toEqual({ apiVersion, kind, list: [{ bad: true }] });
});

test('keeps what is needed together', async () => {
  const { smallest } = await shrunk(
    { data: { a: '1', b: '2', c: '3' } },
    ({ data }) => data?.a !== undefined && data?.c !== undefined,
  );
  expect(smallest).toEqual({ apiVersion, kind, data: { a: '1', c: '3' } });
});

test('halves long texts and lists', async () => {
  const { smallest } = await shrunk(
    { text: `${'x'.repeat(100)}!${'x'.repeat(100)}` },
    ({ text }) => text?.includes('!') ?? false,
  );
  expect(smallest.text.length).toBeLessThanOrEqual(8);
  const { smallest: short } = await shrunk(
    { list: Array.from({ length: 256 }, (_, i) => i) },
    ({ list }) => (list?.length ?? 0) >= 3,
  );
  expect(short.list).toHaveLength(3);
});

test('the result is still a manifest', async () => {
  const { smallest } = await shrunk({ data: {} }, () => true);
  expect(smallest).toEqual({ apiVersion, kind });
});

test('asks at most as often as allowed, and never twice about the same manifest', async () => {
  const manifest = { data: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, 'v'])) };
  expect((await shrunk(manifest, () => false, 10)).asked).toBe(10);
  expect((await shrunk({ data: { a: '1' } }, () => false)).asked).toBe(2);
});
