import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { directoryWith, SPEC, YAML_JOB } from '../cli/run';
import { blocksOf } from '../fixtures/doc-blocks';

// Each command starts a compiler of its own.
jest.setTimeout(300_000);

const ROOT = join(__dirname, '..', '..');
const DOCS = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
const [ACTION, HOOK_CONFIG, GITLAB, PYTHON_ACTION] = blocksOf(DOCS, 'yaml').map((block) => parse(block));
const [HOOK] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));

const GOOD = JSON.stringify(SPEC);
const BAD = JSON.stringify({ ...SPEC, mem: 'much' });

const LOADER = join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs');
const SYNTH = 'mkdir -p dist && cp manifests/* dist';

/** Programs of the recipes that cannot run here: our own sources run, npm and pip install nothing, apps copy. */
const PROGRAMS = {
  npm: 'test "$1" = ci',
  npx: `[ "$1" = --yes ] && shift
case $1 in
  cdk8s) ${SYNTH} ;;
  cdk8s-hkube) exec "$@" ;;
  *) exit 127 ;;
esac`,
  'cdk8s-hkube': `exec "${process.execPath}" --import "${LOADER}" "${join(ROOT, 'src', 'cli', 'bin.ts')}" "$@"`,
  pip: 'test "$1" = install',
  python: `case "$*" in
  main.py) ${SYNTH} ;;
  '-m venv .venv') mkdir -p .venv/bin && ln -s "$STUBS/python" "$STUBS/pip" .venv/bin ;;
  *) exit 127 ;;
esac`,
};

/** A git repository; its branch main is what `origin` has, too. */
function repositoryWith(files: { readonly [name: string]: string }): { readonly cwd: string; readonly path: string } {
  const cwd = directoryWith(files);
  const path = join(directoryWith({}), 'bin');
  mkdirSync(path);
  for (const [name, script] of Object.entries(PROGRAMS)) {
    writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(path, name), 0o755);
  }
  const git = (...argv: string[]) => execFileSync('git', argv, { cwd, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'first');
  git('remote', 'add', 'origin', cwd);
  git('checkout', '--quiet', '-b', 'change');
  return { cwd, path };
}

/** Functions come before any program of the machine, whatever its PATH. */
const FUNCTIONS = Object.keys(PROGRAMS).map((name) => `${name}() { "$STUBS/${name}" "$@"; }\n`);

/** As runners of pipelines do it: the script ends at the first command that fails. */
const shell = (script: string, { cwd, path }: ReturnType<typeof repositoryWith>) =>
  spawnSync('bash', ['-e', '-o', 'pipefail', '-c', `${FUNCTIONS.join('')}${script}`], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${path}:${process.env.PATH}`, STUBS: path, NO_COLOR: '1' },
  });

const stepNamed = (name: string, action = ACTION): string =>
  action.jobs.validate.steps.find((step: any) => step.name === name).run;

test.each([
  ['npm', ACTION],
  ['pip', PYTHON_ACTION],
])('GitHub: annotations, with %s', (_, action) => {
  const repository = repositoryWith({ 'specs/print.json': BAD });
  const { status, stdout } = shell(stepNamed('annotate', action), repository);
  expect(stdout).toMatch(/^::error file=specs\/print\.json,line=1,col=\d+,title=cdk8s-hkube%3A HKUBE-FORMAT::/);
  expect(status).toBe(1);
  writeFileSync(join(repository.cwd, 'specs', 'print.json'), GOOD);
  expect(shell(stepNamed('annotate', action), repository).status).toBe(0);
});

test('GitHub: code scanning gets a report even if there are findings', () => {
  const repository = repositoryWith({ 'print.json': BAD });
  expect(shell(stepNamed('report'), repository).status).toBe(0);
  const [, , upload] = ACTION.jobs.validate.steps.slice(-3);
  const log = JSON.parse(readFileSync(join(repository.cwd, upload.with.sarif_file), 'utf8'));
  expect(log.runs[0].results).toHaveLength(1);
});

test('pre-commit: the hook of this repository works', () => {
  expect(HOOK_CONFIG.repos[0].hooks[0].id).toBe(HOOK.id);
  expect(HOOK).toMatchObject({ language: 'system', pass_filenames: false });
  const command = (args: readonly string[]) => [HOOK.entry, ...args].join(' ');
  const repository = repositoryWith({ 'specs/a.json': GOOD, 'manifests/job.yaml': YAML_JOB, 'package.json': '{}' });
  expect(shell(command(HOOK.args), repository).status).toBe(0);
  expect(shell(command(HOOK_CONFIG.repos[0].hooks[0].args), repository).status).toBe(0);
  writeFileSync(join(repository.cwd, 'specs', 'a.json'), BAD);
  expect(shell(command(HOOK.args), repository)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^specs\/a\.json:1:\d+: error: algorithm print: mem: /),
  });
  for (const [name, isOurs] of [
    ['a.json', true],
    ['b/c.yaml', true],
    ['c.yml', true],
    ['a.ts', false],
  ] as const) {
    expect([name, new RegExp(HOOK.files).test(name)]).toEqual([name, isOurs]);
  }
});

test('GitLab: the report is a JUnit file', () => {
  const repository = repositoryWith({ 'print.json': BAD });
  expect(shell(GITLAB.validate.script.join('\n'), repository).status).toBe(1);
  const report = readFileSync(join(repository.cwd, GITLAB.validate.artifacts.reports.junit), 'utf8');
  expect(report).toMatch(/<testsuites name="cdk8s-hkube validate" tests="\d" failures="1">/);
});

const SCRIPTS = blocksOf(DOCS, 'sh');
const REFUSED = /^::error file=\w+\/job\.yaml,line=\d+,col=\d+,title=cdk8s-hkube%3A UPD-JOB::[^]* 1 refused, 0 new,/;

test.each<[string, RegExp]>([
  ...SCRIPTS.map((script): [string, RegExp] => [script, REFUSED]),
  [SCRIPTS[0].trim() + ' --method server-side', REFUSED],
  [SCRIPTS[0].replace('-o github', '-o junit'), /<testsuites name="cdk8s-hkube diff" tests="1" failures="1">/],
])('Argo CD and Flux: the branch is compared with main: %s', (script, report) => {
  const repository = repositoryWith({ 'manifests/job.yaml': YAML_JOB });
  writeFileSync(join(repository.cwd, 'manifests', 'job.yaml'), YAML_JOB.replace('print:v4', 'print:v5'));
  const { status, stdout, stderr } = shell(script, repository);
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: expect.stringMatching(report), stderr: '' });
});
