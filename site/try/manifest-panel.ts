/** The manifests that synth would write. */

import { byId } from './dom';
import { outputEditor } from './editor';
import type { Verdict } from './judge';

export class ManifestPanel {
  public text = '';
  private readonly showText = outputEditor(byId('manifest-text'), 'Manifest');

  public show({ manifest, noManifest = '' }: Verdict): void {
    byId('manifest').hidden = manifest === undefined;
    byId('no-manifest').hidden = manifest !== undefined;
    byId('no-manifest').textContent = noManifest;
    const text = manifest ?? '';
    if (text !== this.text) this.showText(text);
    this.text = text;
  }
}
