import { route } from '../bot/route.ts';
import type { Block, Button, Message } from '../bot/view.ts';
import type { Library } from '../packs/library.ts';
import type { Question } from '../packs/schema.ts';
import type { Day } from '../study/calendar.ts';
import { LATE_FROM_MS } from '../study/daily.ts';
import { isReached } from '../study/quorum.ts';
import { dayInWords } from './dates.ts';
import { answerButton, hintButton } from './question-card.ts';

/** A challenge as people see it. */
export interface ShownChallenge {
  date: Day;
  dueAt: number;
  postedAt?: number;
  question: Question;
  quorum: number;
  answered: number;
}

/** What came of a challenge that is over. */
export interface ShownResult extends Omit<ShownChallenge, 'question'> {
  /** Absent where it has left the pack. */
  question?: Question;
  /** The key point that most answers missed. */
  mostMissed?: { point: string; missed: number; of: number };
}

/** The post of the day. Its buttons name the date, so that it is told from all others for ever. */
export function dailyPost(shown: ShownChallenge, library: Library, before?: ShownResult, mention?: string): Message {
  const { question, date } = shown;
  return {
    kind: 'message',
    to: 'channel',
    tone: 'plain',
    ...(mention === undefined ? {} : { mention }),
    blocks: [
      ...(before ? [{ kind: 'note' as const, markdown: lastLine(before) }] : []),
      { kind: 'heading', text: `Daily challenge: ${question.title}` },
      { kind: 'note', markdown: `${dayInWords(date)} · ${factsOf(question, library)}` },
      ...(isLate(shown) ? [{ kind: 'note' as const, markdown: lateLine(date) }] : []),
      { kind: 'text', markdown: question.prompt },
      quorumMeter(shown),
      { kind: 'buttons', buttons: [answerButton(question.key), hintButton(question.key), dayButton('My day', date)] },
    ],
  };
}

/** What the post becomes when its time is over. */
export function closedPost(shown: ShownResult, library: Library): Message {
  const { question, date } = shown;
  const title = question ? `: ${question.title}` : '';
  return {
    kind: 'message',
    to: 'channel',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: `Daily challenge${title}` },
      { kind: 'note', markdown: `${dayInWords(date)} · closed${question ? ` · ${factsOf(question, library)}` : ''}` },
      ...(question ? [{ kind: 'text' as const, markdown: question.prompt }] : []),
      ...resultBlocks(shown),
      ...(question ? [{ kind: 'buttons' as const, buttons: closedButtons(question) }] : []),
    ],
  };
}

export function factsOf({ topic, level, minutes }: Question, library: Library): string {
  return `${library.topicTitle(topic)} · ${level} · about ${minutes} minutes`;
}

export function closedButtons({ key }: Question): Button[] {
  return [
    { label: 'Model answer', route: route('question', 'model-answer', key) },
    { label: 'Key points', route: route('question', 'key-points', key) },
    { label: 'Answer for yourself', route: route('question', 'answer', key) },
  ];
}

/** Who answered, and what most people missed. */
export function resultBlocks(result: ShownResult): Block[] {
  const missed = missedLine(result);
  return [
    { kind: 'text', markdown: `**${turnoutLine(result)}**` },
    ...(missed === undefined ? [] : [{ kind: 'text' as const, markdown: `What most people missed: ${missed}` }]),
  ];
}

export function quorumMeter({ answered, quorum }: Pick<ShownChallenge, 'answered' | 'quorum'>): Block {
  const text = isReached({ answered, quorum }) ? `${answered} of ${quorum} today: reached` : `${answered} of ${quorum} today`;
  return { kind: 'meter', label: 'Quorum', value: Math.min(1, answered / quorum), text };
}

function turnoutLine({ answered, quorum }: Pick<ShownChallenge, 'answered' | 'quorum'>): string {
  const people = answered === 0 ? 'Nobody answered' : `${answered} answered`;
  return `${people}: the quorum of ${quorum} was ${isReached({ answered, quorum }) ? 'reached' : 'missed'}.`;
}

function missedLine({ question, mostMissed }: ShownResult): string | undefined {
  const point = mostMissed && question?.rubric.keyPoints.find(({ id }) => id === mostMissed.point);
  return point && mostMissed && `${point.statement} *(${mostMissed.missed} of ${mostMissed.of} ${mostMissed.of === 1 ? 'answer' : 'answers'})*`;
}

function lastLine(before: ShownResult): string {
  const missed = missedLine(before);
  return `Last time, ${dayInWords(before.date)}: ${turnoutLine(before)}${missed === undefined ? '' : ` Most missed: ${missed}`}`;
}

function isLate({ dueAt, postedAt }: ShownChallenge): boolean {
  return postedAt !== undefined && postedAt - dueAt >= LATE_FROM_MS;
}

function lateLine(date: Day): string {
  return `I’m late, sorry. It counts for ${dayInWords(date)}, and nobody’s streak suffers.`;
}

function dayButton(label: string, date: Day): Button {
  return { label, route: route('daily', 'show', date) };
}

/** The first words under the post, where people talk about it. */
export function threadStart(): Message {
  const markdown = 'Talk about today’s challenge here. Press *Answer* on the post for your own: only you see what you write and how it is graded.';
  return { kind: 'message', to: 'channel', tone: 'plain', blocks: [{ kind: 'text', markdown }] };
}
