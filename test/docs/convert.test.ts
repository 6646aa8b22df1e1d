import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, SPEC, YAML_JOB } from '../cli/run';
import { runBlock } from '../fixtures/doc-blocks';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'convert.md');
const TEXT = fs.readFileSync(PAGE, 'utf8');

/** A fenced block of the page. */
interface Block {
  readonly language: string;
  readonly text: string;
}

const blocksUnder = (heading: string): Block[] => {
  const section = TEXT.split(/^##? /m).find((part) => part.startsWith(heading) && part !== '')!;
  return [...section.matchAll(/^```(\w+)\n([^]*?)^```/gm)].map(([, language, text]) => ({ language, text }));
};

/** Converts a text, and compares the program with the one that is shown. */
async function expectConverted(file: string, text: string, shown: Block, ...options: string[]): Promise<void> {
  const language = shown.language === 'python' ? 'python' : 'typescript';
  const { out, code } = await run(['convert', file, '--language', language, ...options], { files: { [file]: text } });
  expect(out).toBe(shown.text);
  expect(code).toBe(0);
}

test('HKube JSON is converted as shown', async () => {
  const [json, typescript, python] = blocksUnder('From HKube JSON');
  await expectConverted('print.json', json.text, typescript);
  await expectConverted('print.json', json.text, python);
});

test('YAML is converted as shown', async () => {
  const [yaml, typescript, python] = blocksUnder('From YAML');
  await expectConverted('backup.yaml', yaml.text, typescript);
  await expectConverted('backup.yaml', yaml.text, python);
});

test('cdk8s-plus code is converted as shown', async () => {
  const [, before, , ...after] = blocksUnder('From cdk8s-plus');
  const written = runBlock(before.text)['web.k8s.yaml'];
  expect(after).toHaveLength(2);
  for (const shown of after) await expectConverted('web.k8s.yaml', written, shown, '--omit-defaults');
});

test('the extraContainers of Helm become a class with a container, a volume and mounts', () => {
  const [, typescript] = blocksUnder("From Helm's extraContainers");
  const written = runBlock(typescript.text)['web.k8s.yaml'];
  expect(written).toContain('mountPath: /var/log/web');
  expect(written).toContain('mountPath: /logs');
});

test.each(blocksUnder('Convert')[0].text.trim().split('\n'))('%s', async (line) => {
  const command = line
    .split(' | ')
    .map((each) => each.replace(/^\$ | > .*/g, ''))
    .find((each) => each.startsWith('cdk8s-hkube convert'))!;
  const files = { 'print.json': JSON.stringify(SPEC), 'manifests/job.yaml': YAML_JOB };
  const { code, err } = await run(command.split(' ').slice(1), { files, stdin: YAML_JOB });
  expect([err, code]).toEqual(['', 0]);
});
