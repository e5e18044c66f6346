import { route } from '../bot/route.ts';
import type { Audience, Block, Message } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import type { Library } from '../packs/library.ts';
import type { Question, Section, Stage } from '../packs/schema.ts';
import { answerButton, readingButtons } from './question-card.ts';

/** The hints up to and including number `shown`, and the way to the next. */
export function hintCard({ question, title, hints, args }: Asked, shown: number, to: Audience): Message {
  const given = hints.slice(0, shown);
  const next = { label: 'Next hint', route: route('question', 'next-hint', question.key, shown + 1) };
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: hints.length === 1 ? 'Hint' : `Hint ${given.length} of ${hints.length}` },
      { kind: 'note', markdown: title },
      { kind: 'text', markdown: given.map((hint) => `- ${hint}`).join('\n') },
      { kind: 'buttons', buttons: [...(given.length < hints.length ? [next] : []), answerButton(...args)] },
    ],
  };
}

/** What a good answer says, the weightiest first. */
export function keyPointsCard({ question, title, rubric }: Asked, to: Audience): Message {
  const points = [...rubric.keyPoints].sort((a, b) => b.weight - a.weight);
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'Key points' },
      { kind: 'note', markdown: title },
      { kind: 'text', markdown: points.map((point) => `- ${point.statement} *(${point.level})*`).join('\n') },
      { kind: 'note', markdown: 'The first ones weigh most. *mid*, *senior* and *staff* say at which level an interviewer expects the point.' },
      { kind: 'buttons', buttons: readingButtons(question).filter((button) => button.label !== 'Key points') },
    ],
    again: route('question', 'key-points', question.key),
  };
}

const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  diagnose: 'Diagnose',
  'stop-the-bleeding': 'Stop the bleeding',
  'root-cause': 'Find the root cause',
  'long-term': 'Mend it for good',
  watch: 'What to watch',
};

/** Of a scenario: step by step through the incident, and the numbers behind it. */
function wayThrough({ path = [], arithmetic }: Question): Block[] {
  const steps = path.flatMap(({ stage, text }): Block[] => [
    { kind: 'heading', text: STAGE_TITLES[stage] },
    { kind: 'text', markdown: text },
  ]);
  if (arithmetic === undefined) return steps;
  return [...steps, { kind: 'heading', text: 'The numbers' }, { kind: 'text', markdown: arithmetic }];
}

/** The model answer; for a question also where it happened for real, and what to read. */
export function modelAnswerCard({ question, followUp, title, modelAnswer, args }: Asked, library: Library, to: Audience): Message {
  const again = route('question', 'model-answer', ...args);
  const blocks: Block[] = [
    { kind: 'heading', text: 'Model answer' },
    { kind: 'note', markdown: title },
    { kind: 'text', markdown: modelAnswer },
  ];
  if (followUp) return { kind: 'message', to, tone: 'plain', blocks, again };
  blocks.push(...wayThrough(question));
  const pack = library.packOf(question.key);
  blocks.push(
    { kind: 'divider' },
    { kind: 'heading', text: 'In the real world' },
    { kind: 'text', markdown: question.realWorld.text },
    { kind: 'heading', text: 'Read more' },
    { kind: 'text', markdown: references(question.references) },
    ...(pack ? [{ kind: 'note' as const, markdown: `${pack.title}, by ${pack.attribution}, ${pack.license}.` }] : []),
    {
      kind: 'buttons',
      buttons: [
        { label: 'Weak and strong', route: route('question', 'pitfalls', question.key) },
        ...readingButtons(question).filter((button) => button.label !== 'Model answer'),
      ],
    },
  );
  return { kind: 'message', to, tone: 'plain', blocks, again };
}

/** What weak and strong candidates say at the same moment. */
export function pitfallsCard(question: Question, to: Audience): Message {
  const moments = question.pitfalls.flatMap(({ weak, strong, why }, index): Block[] => [
    ...(index > 0 ? [{ kind: 'divider' as const }] : []),
    { kind: 'text', markdown: `**Weak:** ${weak}` },
    { kind: 'text', markdown: `**Strong:** ${strong}` },
    { kind: 'note', markdown: why },
  ]);
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [{ kind: 'heading', text: 'Weak and strong answers' }, { kind: 'note', markdown: question.title }, ...moments],
    again: route('question', 'pitfalls', question.key),
  };
}

/** What the playbook has, and a list to choose from. */
export function playbookCard(sections: readonly Section[], to: Audience): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'Playbook' },
      { kind: 'text', markdown: sections.map(({ title, summary }) => `- **${title}**: ${summary}`).join('\n') },
      { kind: 'select', label: 'Read a section', route: route('playbook', 'open'), options: sections.map(({ title, key }) => ({ label: title, value: key })) },
    ],
    again: route('playbook', 'contents'),
  };
}

/** One section of the playbook. */
export function sectionCard(section: Section, to: Audience): Message {
  const reading = section.references.length > 0 ? [{ kind: 'note' as const, markdown: references(section.references) }] : [];
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [{ kind: 'heading', text: section.title }, { kind: 'text', markdown: section.body }, ...reading],
    again: route('playbook', 'open', section.key),
  };
}

function references(list: Question['references']): string {
  return list.map(({ title, author, year, url }) => `- ${url ? `[${title}](${url})` : `*${title}*`}, ${author}${year ? `, ${year}` : ''}`).join('\n');
}
