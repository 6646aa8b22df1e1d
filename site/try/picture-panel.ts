/** The picture of a pod. It is drawn when it is looked at. */

import { byId, element } from './dom';
import { drawFlowchart } from './flowcharts';
import type { PodPicture } from './judge';
import { isDark } from './theme';

/** A longer text is not drawn: that takes long, and the page waits for it. */
const MAX_TEXT = 20_000;

export class PicturePanel {
  private pods: readonly PodPicture[] = [];
  private isVisible = false;
  /** What is drawn already. */
  private drawn = '';

  constructor() {
    this.select.addEventListener('change', () => this.draw());
  }

  /** The text of the picture that is shown. */
  public get text(): string {
    return this.pods[Math.max(0, this.select.selectedIndex)]?.text ?? '';
  }

  public show(pods: readonly PodPicture[]): void {
    const { selectedIndex } = this.select;
    this.pods = pods;
    this.select.replaceChildren(...pods.map(({ title }) => element('option', {}, title)));
    if (selectedIndex >= 0 && selectedIndex < pods.length) this.select.selectedIndex = selectedIndex;
    byId('pod-label').hidden = pods.length < 2;
    byId('pictures').hidden = pods.length === 0;
    byId('no-picture').hidden = pods.length > 0;
    byId('no-picture').textContent = 'There is no pod in this text.';
    this.draw();
  }

  public setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.draw();
  }

  public draw(): void {
    const { text } = this;
    const key = `${isDark()} ${text}`;
    if (!this.isVisible || text === '' || key === this.drawn) return;
    this.drawn = key;
    byId('picture-text').textContent = text;
    if (text.length > MAX_TEXT) {
      byId('picture').textContent = 'This picture is too large to be drawn here. Its text is below.';
      return;
    }
    const title = this.pods[Math.max(0, this.select.selectedIndex)].title;
    // From top to bottom there is room for more.
    drawFlowchart(text.replace('flowchart LR', 'flowchart TB'), isDark()).then(
      (svg) => {
        if (this.drawn === key) byId('picture').replaceChildren(pictureOf(svg, title));
      },
      (error) => (byId('picture').textContent = `The picture cannot be drawn: ${error}`),
    );
  }

  private get select(): HTMLSelectElement {
    return byId<HTMLSelectElement>('pod');
  }
}

function pictureOf(svg: string, title: string): HTMLElement {
  const picture = element('div', { role: 'img', 'aria-label': `The pod of ${title}; its text is below` });
  picture.innerHTML = svg;
  return picture;
}
