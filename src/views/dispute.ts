import { inline, quoted } from '../bot/markdown.ts';
import { type Route, route } from '../bot/route.ts';
import type { Audience, Block, Button, Form, Message } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import type { Grade } from '../study/grading/grade.ts';
import type { Group } from '../study/rubric.ts';
import { VERDICTS } from './grade-card.ts';
import type { Graded } from './points.ts';

/** What a dispute is about when it is about no single key point. */
export const WHOLE_GRADE = 'all';
export const DISPUTE_WORDS_MAX = 1000;
export const NOTE_MAX = 500;
export const DISPUTES_A_PAGE = 10;

/** A disputed answer as an admin sees it. */
export interface Disputed {
  asked: Asked;
  answer: Graded & { text: string; rubricVersion: number; at: number };
  /** Text from people. */
  name: string;
  words?: string | undefined;
  /** A key point's id; none for the whole grade. */
  point?: string | undefined;
}

/** Only points that the card shows: a form must not tell more than the card did. */
export function disputeForm({ rubric }: Asked, { id, grade }: Graded): Form {
  const options = grade.points.flatMap(({ point, verdict }) => {
    const known = rubric.keyPoints.find((each) => each.id === point);
    return known && verdict === 'covered' ? [{ label: known.statement, value: point }] : [];
  });
  return {
    kind: 'form',
    title: 'Dispute this',
    intro: 'The admins of this community will see **the text of your answer**, its grade, your name here, and what you write below.',
    submit: route('question', 'disputed', id),
    submitLabel: 'Send to the admins',
    fields: [
      { kind: 'paragraph', name: 'words', label: 'What did I get wrong?', placeholder: 'You may leave this empty.', max: DISPUTE_WORDS_MAX, required: false },
      {
        kind: 'choice',
        name: 'point',
        label: 'It is about',
        options: [{ label: 'The whole grade', value: WHOLE_GRADE }, ...options],
        value: WHOLE_GRADE,
        required: true,
      },
    ],
  };
}

export function disputeThanks(answerId: string, outcome: 'done' | 'already'): Message {
  const thanks = 'Thank you. The admins of this community see your answer and the rubric side by side.';
  const text = outcome === 'done' ? thanks : 'You have disputed this grade before, and the admins of this community see it.';
  return said(outcome === 'done' ? 'good' : 'plain', `${text} What they decide stands on the card of your answer.`, [
    { label: 'Show my answer’s card', route: route('question', 'grade', answerId) },
  ]);
}

/** @param from the number of the first one shown, from 0 */
export function disputeList(shown: readonly Disputed[], all: number, from: number, to: Audience): Message {
  if (all === 0) return { ...said('plain', 'No grade is disputed. Learners can do that by a button on the card of their answer.'), to };
  const lines = shown.map(({ asked, answer, name, words }) => {
    const said = words === undefined ? '' : `: “${inline(words.slice(0, 120))}${words.length > 120 ? '…' : ''}”`;
    return `- **${inline(asked.title)}**, ${inline(name)}, ${dateOf(answer.at)}, ${answer.grade.score} of 100${said}`;
  });
  const turns: Button[] = [
    ...(from > 0 ? [{ label: 'Newer', route: route('pack', 'disputes', Math.max(0, from - DISPUTES_A_PAGE)) }] : []),
    ...(from + DISPUTES_A_PAGE < all ? [{ label: 'Older', route: route('pack', 'disputes', from + DISPUTES_A_PAGE) }] : []),
  ];
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: all === 1 ? 'One open dispute' : `${all} open disputes` },
      ...(lines.length > 0 ? [{ kind: 'text' as const, markdown: lines.join('\n') }] : []),
      ...(shown.length > 0 ? [chooser(shown)] : []),
      ...(turns.length > 0 ? [{ kind: 'buttons' as const, buttons: turns }] : []),
    ],
  };
}

function chooser(shown: readonly Disputed[]): Block {
  return {
    kind: 'select',
    label: 'Open one',
    route: route('pack', 'dispute'),
    options: shown.map(({ asked, answer, name }) => ({ label: `${name}: ${asked.title}`, value: answer.id, summary: `${answer.grade.score} of 100` })),
  };
}

/** The answer with its grade, point by point, and beside each what the rubric looks for. */
export function disputeCard(disputed: Disputed): Message {
  const { asked, answer, name, words, point } = disputed;
  const about = asked.rubric.keyPoints.find(({ id }) => id === point)?.statement;
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: asked.title },
      { kind: 'note', markdown: `Answered by **${inline(name)}**, ${dateOf(answer.at)}: ${answer.grade.score} of 100, ${answer.grade.band}.` },
      { kind: 'text', markdown: `**Disputed:** ${about ?? 'the whole grade'}${words === undefined ? '' : `\n\n${quoted(words)}`}` },
      { kind: 'text', markdown: `**The answer**\n\n${quoted(answer.text)}` },
      { kind: 'divider' },
      ...pointBlocks(asked, answer.grade),
      ...misconceptionBlocks(asked, answer.grade),
      ...(answer.rubricVersion === asked.rubric.version ? [] : [note('The rubric has changed since this answer was graded.')]),
      ...decision(answer),
    ],
    again: route('pack', 'dispute', answer.id),
  };
}

function decision({ id, review }: Disputed['answer']): Block[] {
  if (review) return [{ kind: 'text', markdown: `**Decided:** ${decided(review)}` }];
  const buttons: Button[] = [
    { label: 'Agree: regrade by hand', route: route('pack', 'regrade', id), style: 'main' },
    { label: 'Keep the grade', route: route('pack', 'keep', id) },
  ];
  return [{ kind: 'buttons', buttons }];
}

function pointBlocks({ rubric }: Asked, grade: Grade): Block[] {
  return rubric.keyPoints.flatMap(({ id, statement, groups }): Block[] => {
    const graded = grade.points.find(({ point }) => point === id);
    const evidence = graded?.evidence === undefined ? '' : `\n\n${quoted(graded.evidence)}`;
    return [{ kind: 'text', markdown: `**${VERDICTS[graded?.verdict ?? 'missed']}:** ${statement}${evidence}` }, note(lookedFor(groups))];
  });
}

function misconceptionBlocks({ rubric }: Asked, grade: Grade): Block[] {
  return rubric.misconceptions.flatMap(({ id, statement, groups }): Block[] => {
    const found = grade.misconceptions.find(({ misconception }) => misconception === id);
    const seen = found ? `**Found:** ${statement}\n\n${quoted(found.evidence)}` : `**Not found:** ${statement}`;
    return [{ kind: 'text', markdown: `Misconception. ${seen}` }, note(lookedFor(groups))];
  });
}

/** `Looks for: modulo / mod n, and: move / reshuffle` */
function lookedFor(groups: readonly Group[]): string {
  const told = groups.map((group) => group.map((one) => inline(typeof one === 'string' ? one : `not ${one.not}`)).join(' / '));
  return `Looks for: ${told.join(', **and:** ')}`;
}

export function regradeForm({ id, grade }: Graded): Form {
  return {
    kind: 'form',
    title: 'Regrade by hand',
    intro: 'Your score takes the place of the grade, and the points follow it. The learner sees both, and your note.',
    submit: route('pack', 'regraded', id),
    submitLabel: 'Regrade',
    fields: [{ kind: 'line', name: 'score', label: 'Score, from 0 to 100', value: String(grade.score), max: 3, required: true }, noteField()],
  };
}

export function keepForm({ id }: Graded): Form {
  return { kind: 'form', title: 'Keep the grade', submit: route('pack', 'kept', id), submitLabel: 'Keep', fields: [noteField()] };
}

function noteField(): Form['fields'][number] {
  return { kind: 'paragraph', name: 'note', label: 'A note to the learner', placeholder: 'Why. You may leave this empty.', max: NOTE_MAX, required: false };
}

/** What was decided, to the admin who did, and to the one who came second. */
export function decidedMessage({ review }: Graded, outcome: 'done' | 'before'): Message {
  const what = review ? decided(review) : 'the grade stays.';
  const text =
    outcome === 'done' ? `Done: ${what} The learner sees it on the card of the answer.` : `Another admin was quicker, and nothing has changed: ${what}`;
  return said(outcome === 'done' ? 'good' : 'plain', text, [{ label: 'Open disputes', route: route('pack', 'disputes', 0) }]);
}

function decided({ score, band, note: told, points }: NonNullable<Graded['review']>): string {
  const change = points === 0 ? '' : ` (${points > 0 ? '+' : '−'}${Math.abs(points)} points)`;
  const what = score === undefined ? 'the grade is kept' : `${score} of 100, ${band}${change}`;
  return `${what}.${told === undefined ? '' : `\n\n${quoted(told)}\n\n`}`;
}

function note(markdown: string): Block {
  return { kind: 'note', markdown };
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function said(tone: Message['tone'], markdown: string, buttons: readonly { label: string; route: Route }[] = []): Message {
  return {
    kind: 'message',
    to: 'learner',
    tone,
    blocks: [{ kind: 'text', markdown }, ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : [])],
  };
}
