import { sentencesOf, wordsOf } from './sentences.ts';

/** An average, for readers whose first language is another one. */
const WORDS_A_SENTENCE_MAX = 16;
/** Plain English begins here. */
const EASE_MIN = 60;

/** How hard a text is to read. */
export interface Reading {
  wordsASentence: number;
  /**
   * Reading ease by Flesch: 60 to 70 is plain English, below 50 is hard.
   * @see Rudolf Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948
   */
  ease: number;
}

/** Of texts in markdown; code in them counts as a short word. */
export function readingOf(texts: readonly string[]): Reading {
  const sentences = texts.flatMap((text) => sentencesOf(withoutCode(text))).map((sentence) => wordsOf(sentence).filter((word) => /\p{L}/u.test(word)));
  const spoken = sentences.filter((words) => words.length > 0);
  const words = spoken.flat();
  const wordsASentence = words.length / Math.max(1, spoken.length);
  const syllablesAWord = words.reduce((sum, word) => sum + syllablesOf(word), 0) / Math.max(1, words.length);
  return { wordsASentence, ease: 206.835 - 1.015 * wordsASentence - 84.6 * syllablesAWord };
}

/** What makes texts hard to read, and the cure; nothing where they are plain. */
export function hardToRead(texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const { wordsASentence, ease } = readingOf(texts);
  return [
    ...(wordsASentence <= WORDS_A_SENTENCE_MAX
      ? []
      : [`has ${wordsASentence.toFixed(1)} words a sentence; expected at most ${WORDS_A_SENTENCE_MAX}. Make two of each long one.`]),
    ...(ease >= EASE_MIN ? [] : [`has a reading ease of ${ease.toFixed(0)}; expected at least ${EASE_MIN}. Take shorter words and sentences.`]),
  ];
}

/** Each piece of code becomes a word. */
export function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`]*`/g, 'code');
}

/** By groups of vowels, without silent endings: right for most English words, and near enough for an average. */
function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const heard = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, heard.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}
