/** The page to try things, as its tests use it. */

import type { Page } from 'playwright-core';

export const STATUS = '#status';

/** Waits until the text is judged. Answers with the verdict. */
export async function verdict(page: Page): Promise<string> {
  await page.locator(`${STATUS}[aria-busy=false]`).waitFor();
  return (await page.textContent(STATUS))!;
}

/** Puts a text in place of the one in the editor, as a user who pastes it. */
export async function paste(page: Page, text: string): Promise<string> {
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.click('#input .cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  return verdict(page);
}

/** The findings that are listed, as `12:5 error RULE`. */
export const findings = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('#findings .finding-head')].map((head) =>
    [...head.children].map((child) => child.textContent).join(' '))`);

/** Waits until something is copied. Answers with it. */
export async function copied(page: Page): Promise<string> {
  await page.locator('#announcement', { hasText: /is copied$/ }).waitFor({ state: 'attached' });
  return page.evaluate(() => navigator.clipboard.readText());
}
