/** How parts of a text stand out. */

export type Style = 'error' | 'warning' | 'good' | 'place' | 'minor';

/** A text in a style; without colors the text itself. */
export type Paint = (style: Style, text: string) => string;

export const PLAIN: Paint = (_, text) => text;
