import { z } from 'zod';
import { NAME, prepareTemplate, type Template } from '../study/drill/template.ts';
import { id, key, level, line } from './fields.ts';

const name = z.string().regex(NAME, 'expected a name as in a formula, such as "peakRate"').max(30);
const unit = z
  .string()
  .min(1)
  .max(40)
  .describe(
    'Such as GB, GiB, Mbit/s, ms, days, requests/s, TB/year, USD/GB/month, %, or times for a plain factor. Any other plural is a count: users, shards.',
  );
const formula = z
  .string()
  .min(1)
  .max(300)
  .describe(
    '+ − × ÷ ^ (or - * /), parentheses, min, max, ceil, log2, ln; parameters, assumptions, earlier steps; second, minute, hour, day, month, year, bit, byte.',
  );

const parameter = z
  .strictObject({
    unit,
    choices: z.array(z.number().positive()).min(2).max(30).optional().describe('One of these is drawn.'),
    from: z.number().positive().optional().describe('With `to`: a friendly number (1, 2, 3, 4, 5, 6 or 8 and zeros) between the two is drawn.'),
    to: z.number().positive().optional(),
  })
  .describe('A number of the prompt that is drawn: choices, or from and to.');

const assumption = z.strictObject({
  value: z.number().positive(),
  unit,
  says: line.max(120).describe('What it is, without its number: it stands before a colon.'),
  source: line.optional().describe('For a fact: author, title, year. Without one it is called an assumption.'),
});

const step = z.strictObject({
  name,
  formula,
  unit: unit.describe('In which the result is printed.'),
  why: line.describe('One sentence: why one does this.'),
});

const drill = z
  .strictObject({
    id,
    key: key.regex(/\.d/, 'expected the short form of a drill, such as "sd.d05"'),
    title: line.max(60),
    level,
    prompt: line.max(600).describe('The question, with {parameter} where a number stands. Numbers are printed with their unit.'),
    parameters: z.record(name, parameter),
    assumptions: z.record(name, assumption).default({}),
    steps: z.array(step).min(1).max(6).describe('The way to the answer. The last one is the answer.'),
    insight: line.max(400).describe('What the number means for the design, in a sentence.'),
    sane: z
      .tuple([z.number().positive(), z.number().positive()])
      .optional()
      .describe('The least and the most that the answer can be, in its unit: a second look at the formulas.'),
  })
  .superRefine((value, context) => {
    const read = prepareTemplate(value);
    if ('problems' in read) for (const { path, message } of read.problems) context.addIssue({ code: 'custom', path, message });
  }) satisfies z.ZodType<Template>;

/** All drills of one kind. */
export const drillsSchema = z.strictObject({
  kind: id.describe('What they are about, as learners choose it: traffic, storage, bloom-filters.'),
  drills: z.array(drill).min(1).max(30),
});

/** A template, and of which kind it is. */
export type DrillTemplate = Template & { kind: string };
