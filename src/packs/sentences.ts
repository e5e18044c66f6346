/** The sentences of a text in markdown, as far as marks tell: an abbreviation with a point in it does not end one. */
export function sentencesOf(markdown: string): string[] {
  return markdown
    .split(/(?<=[.!?:])\s+(?=\S)|\n{2,}|\n(?=[-*] |\d+\. )/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\w/.test(sentence));
}

/** Numbers and hyphenated words count as one. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];
}
