import { z } from 'zod';
import type { Rubric } from '../study/rubric.ts';
import type { DrillTemplate } from './drill-schema.ts';
import { id, key, level, line, markdown } from './fields.ts';
import type { Term } from './glossary.ts';
import type { StudyPath } from './study-path.ts';

/** The longest answer that every platform's form carries, in UTF-16 code units. */
export const ANSWER_MAX_CHARACTERS = 3000;
/** Below this there is nothing that a rubric could find. */
export const ANSWER_MIN_CHARACTERS = 40;

/** How many follow-ups may stand before one: an interviewer goes three deep. */
const FOLLOW_UPS_BEFORE = 2;

const phrase = z.string().trim().min(2).max(60);
const alternative = z
  .union([phrase, z.strictObject({ not: phrase })])
  .describe('A word or phrase in plain lower-case English, or { not: … }, which counts only where the answer denies it.');
const group = z.array(alternative).min(1).max(40).describe('One idea: the list of the ways to say it.');
const groups = z.array(group).min(1).max(4).describe('All of these must meet within a few sentences.');

const subject = z.string().optional().describe('One of the subjects: it counts only where the nearest subject named before it is this one.');

const keyPoint = z.strictObject({
  id,
  statement: line.describe('What a good answer says, as a full sentence.'),
  pointer: line.describe('A question that leads to the point without telling it.'),
  weight: z.int().min(1).max(3),
  level,
  groups,
  subject,
  matches: line.describe('A plain-English sentence that must earn the point.'),
  rejects: line.describe('The same sentence with the facts reversed: it must not earn the point.'),
});

const misconception = z.strictObject({
  id,
  statement: line.describe('What is wrong, and what is right instead. Shown to the learner.'),
  groups: groups.min(2),
  subject,
  cancels: z.array(id).describe('The key points that it contradicts.'),
  matches: line.describe('A sentence that says it.'),
  rejects: line.describe('A right sentence on the same matter: it must not count as this.'),
});

const rubric = z
  .strictObject({
    version: z.int().min(1).describe('Goes up whenever a change could change a grade.'),
    subjects: z.record(z.string(), z.array(phrase).min(1)).optional(),
    keyPoints: z.array(keyPoint).min(1).max(12),
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
    });
    for (const list of ['keyPoints', 'misconceptions'] as const) {
      value[list].forEach((each, index) => {
        if (each.subject !== undefined && value.subjects?.[each.subject] === undefined) {
          context.addIssue({ code: 'custom', path: [list, index, 'subject'], message: `"${each.subject}" is not one of the subjects` });
        }
      });
    }
  }) satisfies z.ZodType<Rubric>;

const trigger = z.strictObject({
  on: z.enum(['missed', 'covered']).describe('Asked when one of these points was missed, or when all were covered.'),
  points: z.array(id).min(1).describe('Key points of the question or, with `after`, of that follow-up.'),
  after: id.optional().describe('The follow-up after which it is asked. At most two stand before one.'),
});

const followUp = z.strictObject({
  id,
  trigger: trigger.optional().describe('When an interviewer asks it. Without one it fits any answer.'),
  prompt: line.max(600),
  hint: line,
  rubric,
  modelAnswer: markdown.max(2500),
});

function isEachOnce(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

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
    .refine((options) => options.filter((each) => each.right).length === 1, 'expected exactly one option with right: true')
    .refine((options) => isEachOnce(options.map(({ text }) => text.toLowerCase())), 'two options say the same: change one'),
});

const reference = z
  .strictObject({
    id,
    title: line,
    author: line,
    year: z.int().min(1960).max(2100).optional().describe('Leave it out for a page that is kept up to date.'),
    url: z
      .url({ protocol: /^https$/ })
      .refine((url) => !/\s/.test(url), 'a link has no space: copy it again, or write %20')
      .optional(),
    verified: z.enum(['errata', 'look-up']).optional().describe('Who opened the link and read the page. A link without this is refused.'),
  })
  .refine((value) => value.url === undefined || value.verified !== undefined, {
    path: ['verified'],
    message: 'a link needs a mark of who verified it; without one give author, title and year only',
  })
  .refine((value) => value.verified === undefined || value.url !== undefined, {
    path: ['verified'],
    message: 'verified says that somebody opened the link, and there is none: give its url, or take this out',
  });

/** A follow-up and those that are asked before it, nearest first; `undefined` where there is none of that id, or more than two. */
function ancestors(followUps: readonly z.infer<typeof followUp>[], name: string): z.infer<typeof followUp>[] | undefined {
  const found = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const each = followUps.find((other) => other.id === next);
    if (each === undefined || found.length === FOLLOW_UPS_BEFORE) return undefined;
    found.push(each);
    next = each.trigger?.after;
  }
  return found;
}

const questionFields = {
  id,
  key,
  source: z
    .string()
    .regex(/^[a-z]\d{1,3}$/)
    .optional()
    .describe('Where in the source text it comes from, such as "q05".'),
  title: line.max(80),
  topic: id.describe('One of the topics of pack.yaml.'),
  level,
  minutes: z.int().min(2).max(90),
  prompt: markdown.max(1500).describe('As an interviewer would put it.'),
  assumptions: z
    .array(z.strictObject({ question: line, answer: line }))
    .max(10)
    .default([])
    .describe('What a good candidate asks before designing, and what the interviewer answers.'),
  related: z.array(id).max(8).default([]).describe('Ids of questions that share ground with this one, so that a full answer to one is a part of the other.'),
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
};

type QuestionFields = z.infer<z.ZodObject<typeof questionFields>>;

/** What one field asks of another. */
function checkQuestion(value: QuestionFields, context: z.RefinementCtx): void {
  if (!value.references.some((each) => each.id === value.realWorld.reference)) {
    context.addIssue({ code: 'custom', path: ['realWorld', 'reference'], message: `no reference has the id "${value.realWorld.reference}"` });
  }
  value.followUps.forEach(({ trigger: asks }, index) => {
    if (asks === undefined) return;
    const path = ['followUps', index, 'trigger'];
    const before = asks.after === undefined ? [] : ancestors(value.followUps, asks.after);
    if (before === undefined) {
      context.addIssue({ code: 'custom', path: [...path, 'after'], message: `no follow-up leads from "${asks.after}" in at most three steps` });
      return;
    }
    const points = before[0]?.rubric.keyPoints ?? value.rubric.keyPoints;
    const unknown = asks.points.find((point) => !points.some((each) => each.id === point));
    if (unknown !== undefined) context.addIssue({ code: 'custom', path: [...path, 'points'], message: `no key point there has the id "${unknown}"` });
  });
  for (const list of ['followUps', 'quiz', 'references'] as const) {
    value[list].forEach(({ id: name }, index) => {
      const isTaken = value[list].findIndex((each) => each.id === name) < index;
      if (isTaken) context.addIssue({ code: 'custom', path: [list, index, 'id'], message: `the id "${name}" is taken above: choose another` });
    });
  }
  if (value.rubric.keyPoints.length < 5) {
    context.addIssue({ code: 'custom', path: ['rubric', 'keyPoints'], message: 'expected at least 5 key points' });
  }
}

export const questionSchema = z.strictObject(questionFields).superRefine(checkQuestion);

/** The way through an incident, in this order. */
const STAGES = ['diagnose', 'stop-the-bleeding', 'root-cause', 'long-term', 'watch'] as const;
export type Stage = (typeof STAGES)[number];

export const scenarioSchema = z
  .strictObject({
    ...questionFields,
    path: z
      .array(z.strictObject({ stage: z.enum(STAGES), text: markdown.max(3000) }))
      .refine((steps) => steps.map(({ stage }) => stage).join() === STAGES.join(), `expected one step for each of ${STAGES.join(', ')}, in this order`)
      .describe('Step by step: what a strong candidate does, and says while doing it.'),
    arithmetic: markdown.max(3000).describe('The numbers behind the decision, worked out.'),
  })
  .superRefine(checkQuestion);

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

type Scenario = z.infer<typeof scenarioSchema>;
/** A scenario is a question with a path through the incident. */
export type Question = z.infer<typeof questionSchema> & Partial<Pick<Scenario, 'path' | 'arithmetic'>>;
export type FollowUp = Question['followUps'][number];
export type Section = z.infer<typeof sectionSchema>;
export type PackHeader = z.infer<typeof packSchema>;

/** A pack as it is used: the header, and every item that passed. */
export interface Pack extends PackHeader {
  questions: Question[];
  playbook: Section[];
  drills: DrillTemplate[];
  glossary: Term[];
  path?: StudyPath;
}
