import { z } from 'zod';
import { LEVELS, type Rubric } from '../study/rubric.ts';

/** The longest answer that every platform's form carries, in UTF-16 code units. */
export const ANSWER_MAX_CHARACTERS = 3000;
/** Below this there is nothing that a rubric could find. */
export const ANSWER_MIN_CHARACTERS = 40;

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, such as "hash-ring"')
  .max(60)
  .describe('Stable for ever: progress hangs on it. Lower-case words joined by hyphens.');

const key = z
  .string()
  .regex(/^[a-z]{2,4}\.[a-z]\d{2,4}$/, 'expected the short form, such as "sd.q05"')
  .describe('Short and permanent: it stands in every button. Pack prefix, a dot, a letter and a number.');

const line = z.string().trim().min(3).max(300);
const markdown = z.string().trim().min(20).max(12_000).describe('CommonMark: paragraphs, lists, emphasis, code. No HTML, no headings.');

const phrase = z.string().trim().min(2).max(60);
const alternative = z
  .union([phrase, z.strictObject({ not: phrase })])
  .describe('A word or phrase in plain lower-case English, or { not: … }, which counts only where the answer denies it.');
const group = z.array(alternative).min(1).max(40).describe('One idea: the list of the ways to say it.');
const groups = z.array(group).min(1).max(4).describe('All of these must meet within a few sentences.');

const keyPoint = z.strictObject({
  id,
  statement: line.describe('What a good answer says, as a full sentence.'),
  pointer: line.describe('A question that leads to the point without telling it.'),
  weight: z.int().min(1).max(3),
  level: z.enum(LEVELS),
  groups,
  matches: line.describe('A plain-English sentence that must earn the point.'),
  rejects: line.describe('The same sentence with the facts reversed: it must not earn the point.'),
});

const misconception = z.strictObject({
  id,
  statement: line.describe('What is wrong, and what is right instead. Shown to the learner.'),
  groups: groups.min(2),
  subject: z.string().optional().describe('Counts only where the nearest subject named before it is this one.'),
  cancels: z.array(id).describe('The key points that it contradicts.'),
  matches: line.describe('A sentence that says it.'),
  rejects: line.describe('A right sentence on the same matter: it must not count as this.'),
});

const rubric = z
  .strictObject({
    version: z.int().min(1).describe('Goes up whenever a change could change a grade.'),
    subjects: z.record(z.string(), z.array(phrase).min(1)).optional(),
    keyPoints: z.array(keyPoint).min(1).max(9),
    misconceptions: z.array(misconception).max(8),
  })
  .superRefine((value, context) => {
    const points = new Set(value.keyPoints.map((point) => point.id));
    if (points.size < value.keyPoints.length) context.addIssue({ code: 'custom', path: ['keyPoints'], message: 'two key points have the same id' });
    value.misconceptions.forEach((wrong, index) => {
      for (const cancelled of wrong.cancels) {
        if (!points.has(cancelled)) {
          context.addIssue({ code: 'custom', path: ['misconceptions', index, 'cancels'], message: `no key point has the id "${cancelled}"` });
        }
      }
      if (wrong.subject !== undefined && value.subjects?.[wrong.subject] === undefined) {
        context.addIssue({ code: 'custom', path: ['misconceptions', index, 'subject'], message: `"${wrong.subject}" is not one of the subjects` });
      }
    });
  }) satisfies z.ZodType<Rubric>;

const followUp = z.strictObject({
  id,
  prompt: line.max(600),
  hint: line,
  rubric,
  modelAnswer: markdown.max(2500),
});

const option = z.strictObject({
  text: line.max(150),
  right: z.boolean().default(false),
  why: line.describe('Why it is right, or what is wrong with it.'),
});

const multipleChoice = z.strictObject({
  id,
  question: line,
  options: z
    .array(option)
    .min(3)
    .max(5)
    .refine((options) => options.filter((each) => each.right).length === 1, 'expected exactly one option with right: true'),
});

const reference = z
  .strictObject({
    id,
    title: line,
    author: line,
    year: z.int().min(1960).max(2100).optional().describe('Leave it out for a page that is kept up to date.'),
    url: z.url({ protocol: /^https$/ }).optional(),
    verified: z.enum(['errata', 'look-up']).optional().describe('Who opened the link and read the page. A link without this is refused.'),
  })
  .refine((value) => value.url === undefined || value.verified !== undefined, {
    path: ['verified'],
    message: 'a link needs a mark of who verified it; without one give author, title and year only',
  });

export const questionSchema = z
  .strictObject({
    id,
    key,
    source: z
      .string()
      .regex(/^[a-z]\d{1,3}$/)
      .optional()
      .describe('Where in the source text it comes from, such as "q05".'),
    title: line.max(80),
    topic: id.describe('One of the topics of pack.yaml.'),
    level: z.enum(LEVELS),
    minutes: z.int().min(2).max(90),
    prompt: markdown.max(1500).describe('As an interviewer would put it.'),
    hints: z.array(line).min(2).max(3).describe('Each leads a little further; none tells.'),
    rubric,
    modelAnswer: markdown,
    followUps: z.array(followUp).min(3).max(6),
    pitfalls: z
      .array(z.strictObject({ weak: line.max(600), strong: line.max(900), why: line }))
      .min(1)
      .max(6),
    quiz: z.array(multipleChoice).min(3).max(5),
    diagram: z.strictObject({
      alt: line.max(600).describe('What the picture shows, for who cannot see it.'),
      dot: z.string().min(20).max(6000).describe('Graphviz DOT. Shapes: oval client, box service, cylinder store, cds queue, hexagon cache, note remark.'),
    }),
    realWorld: z.strictObject({ text: markdown.max(1500), reference: id.describe('The id of a reference of this question.') }),
    references: z.array(reference).min(1).max(8),
  })
  .superRefine((value, context) => {
    if (!value.references.some((each) => each.id === value.realWorld.reference)) {
      context.addIssue({ code: 'custom', path: ['realWorld', 'reference'], message: `no reference has the id "${value.realWorld.reference}"` });
    }
    if (value.rubric.keyPoints.length < 5) {
      context.addIssue({ code: 'custom', path: ['rubric', 'keyPoints'], message: 'expected at least 5 key points' });
    }
  });

export const sectionSchema = z.strictObject({
  id,
  key,
  source: z.string().optional(),
  title: line.max(80),
  summary: line,
  body: markdown,
  references: z.array(reference).max(8).default([]),
});

export const packSchema = z.strictObject({
  id,
  key: z
    .string()
    .regex(/^[a-z]{2,4}$/)
    .describe('The prefix of every key in the pack.'),
  title: line.max(80),
  summary: line,
  license: line,
  attribution: line,
  topics: z
    .array(z.strictObject({ id, title: line.max(40) }))
    .min(1)
    .max(30),
});

export type Question = z.infer<typeof questionSchema>;
export type FollowUp = Question['followUps'][number];
export type Section = z.infer<typeof sectionSchema>;
export type PackHeader = z.infer<typeof packSchema>;

/** A pack as it is used: the header, and every item that passed. */
export interface Pack extends PackHeader {
  questions: Question[];
  playbook: Section[];
}
