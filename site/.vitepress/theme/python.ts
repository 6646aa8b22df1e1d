/** Readers who open the Python below one block see it below all blocks, and on the next pages, too. */

const KEY = 'cdk8s-hkube-python';

const isPython = (summary: Element | null | undefined): summary is HTMLElement => summary?.textContent === 'Python';

function openAll(open: boolean): void {
  for (const summary of document.querySelectorAll('.vp-doc details > summary')) {
    if (isPython(summary)) (summary.parentElement as HTMLDetailsElement).open = open;
  }
}

/** Opens or closes all, and keeps the one that was clicked where it is on the screen. */
function toggleAll(event: Event): void {
  const summary = (event.target as Element).closest('.vp-doc summary');
  if (!isPython(summary)) return;
  event.preventDefault();
  const top = summary.getBoundingClientRect().top;
  const open = !(summary.parentElement as HTMLDetailsElement).open;
  openAll(open);
  window.scrollBy({ top: summary.getBoundingClientRect().top - top, behavior: 'instant' });
  localStorage.setItem(KEY, String(open));
}

export const listen = () => document.addEventListener('click', toggleAll);

/** For a page that has just been shown. */
export const openIfRemembered = () => openAll(localStorage.getItem(KEY) === 'true');
