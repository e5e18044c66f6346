import { z } from 'zod';
import { LEVELS } from '../study/rubric.ts';

// What many files of a pack are made of.

export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, such as "hash-ring"')
  .max(60)
  .describe('Stable for ever: progress hangs on it. Lower-case words joined by hyphens.');

export const key = z
  .string()
  .regex(/^[a-z]{2,4}\.[a-z]\d{2,4}$/, 'expected the short form, such as "sd.q05"')
  .describe('Short and permanent: it stands in every button. Pack prefix, a dot, a letter and a number.');

export const line = z.string().trim().min(3).max(300);
export const markdown = z.string().trim().min(20).max(12_000).describe('CommonMark: paragraphs, lists, emphasis, code. No HTML, no headings.');

export const level = z.enum(LEVELS);
