import { main } from './e2e';
import { SCENARIOS } from './scenarios';

const signal = new AbortController().signal;

test('the names of scenarios differ and fit into the name of a namespace', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{1,48}[a-z0-9]$/);
});

test.each([
  [undefined, 'e2e: no cluster to ask: KUBECONFIG is not set'],
  ['/nowhere/config', expect.stringContaining('e2e: ENOENT')],
])('without a cluster (KUBECONFIG=%s) it prints why', async (path, message) => {
  const before = process.env.KUBECONFIG;
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  try {
    delete process.env.KUBECONFIG;
    if (path !== undefined) process.env.KUBECONFIG = path;
    expect(await main([], signal)).toBe(2);
    expect(error.mock.calls).toEqual([[message]]);
  } finally {
    error.mockRestore();
    delete process.env.KUBECONFIG;
    if (before !== undefined) process.env.KUBECONFIG = before;
  }
});
