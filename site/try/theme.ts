/** Light or dark, as on the other pages of the site. */

import { byId } from './dom';

/** Where VitePress keeps the choice. */
const KEY = 'vitepress-theme-appearance';

export const isDark = () => document.documentElement.classList.contains('dark');

export function toggleTheme(): void {
  document.documentElement.classList.toggle('dark');
  try {
    localStorage.setItem(KEY, isDark() ? 'dark' : 'light');
  } catch {
    // Without storage the choice holds for this visit.
  }
  showTheme();
}

export const showTheme = () => byId('theme').setAttribute('aria-pressed', String(isDark()));
