import * as fs from 'fs';
import * as path from 'path';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';
import { captureStderr } from '../fixtures/stderr';

const DOCS = path.join(__dirname, '..', '..', 'docs');
/** Guides with examples whose manifests are as their text says. */
const GUIDES = ['faq.md', 'order.md', 'pods.md', 're-apply.md', 'scale-out.md', 'storage.md'];

describe.each(GUIDES)('%s', (guide) => {
  const text = fs.readFileSync(path.join(DOCS, guide), 'utf8');
  const blocks = blocksOf(text, 'ts');

  test('has examples that synthesize without a warning', () => {
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      let written = {};
      expect(
        captureStderr(() => {
          written = runBlock(block);
        }),
      ).toEqual([]);
      expect(written).toMatchSnapshot();
    }
  });
});
