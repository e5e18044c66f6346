/** Characters that can begin something in CommonMark, and those with which platforms begin mentions and links. */
const ACTIVE = /[\\`*_{}[\]()#+\-.!|<>~@&:=]/g;

/** Text from people inside a line of markdown: shows as typed, on one line. */
export function inline(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(ACTIVE, '\\$&');
}

/** Text from people as a quotation of its own: shows as typed, line by line. */
export function quoted(text: string): string {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${inline(line)}`)
    .join('\\\n')
    .replaceAll(/\\\n> \\\n/g, '\n>\n');
}

/** Text from people to be copied, every character and line as it was. */
export function verbatim(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}
