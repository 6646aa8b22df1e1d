import { run, YAML_JOB } from './run';

test('progress is printed on a terminal when validation takes long', async () => {
  const now = jest.spyOn(Date, 'now');
  let time = 0;
  now.mockImplementation(() => (time += 600));
  try {
    const files = { 'a.yaml': `${YAML_JOB}---\n${YAML_JOB.replace('name: print', 'name: other')}` };
    expect((await run(['validate', 'a.yaml'], { files })).err).toBe('');
    const { err, out } = await run(['validate', 'a.yaml'], { files, isTTY: true });
    expect(err).toMatch(/^(?:\r\x1b\[K\d objects, 0 errors, file 1 of 1: a\.yaml)+\r\x1b\[K$/);
    expect(out).toMatch(/^2 objects in 1 file: nothing wrong\n/);
  } finally {
    now.mockRestore();
  }
});
