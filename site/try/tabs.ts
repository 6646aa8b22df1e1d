/** Tabs, as the ARIA Authoring Practices describe them: arrow keys choose one. */

/** Makes tabs of the buttons in a list. `onChange` gets the id of the one that is chosen. */
export function tabs(list: HTMLElement, onChange: (id: string) => void): void {
  const all = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const choose = (chosen: HTMLElement) => {
    for (const tab of all) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')!)!.hidden = !isChosen;
    }
    onChange(chosen.id);
  };
  all.forEach((tab, i) => {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', (event) => {
      const next = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: all.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const to = all[(next + all.length) % all.length];
      to.focus();
      choose(to);
    });
  });
  choose(all[0]);
}
