import * as fs from 'fs';
import * as path from 'path';
import { podResourcesOf } from '../../src/validation/admission/pod-resources';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const TEXT = fs.readFileSync(path.join(DOCS, 'resources.md'), 'utf8');
const typescript = blocksOf(TEXT, 'ts');
const [podResources, capacity, totals] = typescript;

/** What a block prints, and what its comments say that it prints. */
function printedBy(block: string): { files: { [name: string]: string }; printed: unknown[]; said: unknown[] } {
  const spy = jest.spyOn(console, 'log').mockImplementation();
  try {
    let files = {};
    expect(
      captureStderr(() => {
        files = runBlock(block, {});
      }),
    ).toEqual([]);
    const said = [...block.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) =>
      /^[A-Z]/.test(text) ? text : new Function(`return (${text})`)(),
    );
    return { files, printed: spy.mock.calls.map(([value]) => value), said };
  } finally {
    spy.mockRestore();
  }
}

test('the block about effective requests and limits runs', () => {
  const { printed, said } = printedBy(podResources);
  expect(said).toHaveLength(3);
  expect(printed).toEqual(said);
});

test('the message about exceeded capacity is that of the guide', () => {
  let message = '';
  try {
    runBlock(capacity, {});
  } catch (e) {
    ({ message } = e as Error);
  }
  expect(message.trim()).toBe(blocksOf(TEXT, 'text')[0].trim());
});

test('the block about totals and quota runs', () => {
  const { files, printed, said } = printedBy(totals);
  expect(said).toHaveLength(3);
  expect(printed).toEqual(said);
  expect(files['chart.k8s.yaml'].slice(files['chart.k8s.yaml'].indexOf('kind: ResourceQuota'))).toBe(
    [
      'kind: ResourceQuota',
      'metadata:',
      '  name: quota',
      '  namespace: vision',
      'spec:',
      '  hard:',
      '    limits.cpu: 14640m',
      '    limits.memory: 30106Mi',
      '    pods: "5"',
      '    requests.cpu: 7320m',
      '    requests.memory: 15053Mi',
      '    requests.nvidia.com/gpu: "4"',
      '',
    ].join('\n'),
  );
});

test('there are no other blocks', () => {
  expect(typescript).toHaveLength(3);
}, 60_000);

test('the table shows the results of the formula', () => {
  const rows = [...TEXT.matchAll(/^\| (\d.*) \| (.*) \| (\S+) \|$/gm)].map(([, ...cells]) => cells);
  expect(rows).toHaveLength(6);
  for (const [containers, initContainers, request] of rows) {
    const numberAfter = (text: string, word: string) => new RegExp(`${word} (\\w+)`).exec(text)?.[1];
    const ask = (cpu?: string, restartPolicy?: string) => ({
      name: 'c',
      restartPolicy,
      resources: { requests: { cpu } },
    });
    const [overhead, own] = [numberAfter(containers, 'overhead'), numberAfter(containers, 'the pod itself')];
    const spec = {
      containers: [ask(/^\d+/.exec(containers)![0])],
      initContainers: initContainers
        .split(', ')
        .map((text) => ask(numberAfter(text, '(?:init|sidecar)'), text.startsWith('sidecar') ? 'Always' : undefined)),
      ...(overhead && { overhead: { cpu: overhead } }),
      ...(own && { resources: { requests: { cpu: own } } }),
    };
    expect([containers, initContainers, podResourcesOf(spec, 37).requests.cpu]).toEqual([
      containers,
      initContainers,
      request,
    ]);
  }
});
