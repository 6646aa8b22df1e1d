import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { captureStderr } from './fixtures/stderr';

const EXAMPLES = path.join(__dirname, '..', 'examples');
const names = fs.readdirSync(EXAMPLES).filter((name) => fs.statSync(path.join(EXAMPLES, name)).isDirectory());

let outdir: string;
const before = process.env.CDK8S_OUTDIR;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  process.env.CDK8S_OUTDIR = outdir;
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true });
  if (before === undefined) delete process.env.CDK8S_OUTDIR;
  else process.env.CDK8S_OUTDIR = before;
});

test.each(names)('%s', (name) => {
  const warnings = captureStderr(() =>
    jest.isolateModules(() => jest.requireActual(path.join(EXAMPLES, name, 'main'))),
  );
  expect(warnings).toEqual([]);
  const files = fs.readdirSync(outdir);
  expect(files).toEqual([`${name}.k8s.yaml`]);
  expect(fs.readFileSync(path.join(outdir, files[0]), 'utf8')).toMatchSnapshot();
});

test('the README lists each example', () => {
  const readme = fs.readFileSync(path.join(__dirname, '..', 'README.md'), 'utf8');
  expect(names.filter((name) => !readme.includes(`(examples/${name}`))).toEqual([]);
});
