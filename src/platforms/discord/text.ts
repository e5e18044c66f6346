/** Control characters, ways to turn the direction of what follows, and what nobody sees; emoji and scripts need the joiners and selectors. */
const UNSEEN = /(?![\n\t])\p{Cc}|(?!\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;
/** More marks on one letter than any script has: they paint over the lines around. */
const PILED_MARKS = /(\p{M}{6})\p{M}+/gu;

/** Text from people, without what breaks the layout around it. */
export function tame(text: string): string {
  return text.replace(UNSEEN, '').replace(PILED_MARKS, '$1');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return tame(text).replace(/\s+/g, ' ').trim();
}

/** For what names a thing and has a limit, never for what is read: that is paged. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
