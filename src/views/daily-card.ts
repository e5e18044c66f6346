import { route } from '../bot/route.ts';
import type { Block, Message } from '../bot/view.ts';
import type { Library } from '../packs/library.ts';
import { closedButtons, factsOf, quorumMeter, resultBlocks, type ShownChallenge, type ShownResult } from './daily-post.ts';
import { dayInWords, momentInWords, spanInWords } from './dates.ts';
import { answerButton, hintButton } from './question-card.ts';

/** Today's challenge, for one learner. */
export function openCard(
  shown: ShownChallenge,
  library: Library,
  { hasAnswered, leftMs, countsMs }: { hasAnswered: boolean; leftMs: number; countsMs: number },
): Message {
  const { question, date } = shown;
  return card([
    { kind: 'heading', text: `Today’s challenge: ${question.title}` },
    { kind: 'note', markdown: `${dayInWords(date)} · ${factsOf(question, library)}` },
    { kind: 'text', markdown: question.prompt },
    quorumMeter(shown),
    { kind: 'text', markdown: `${hasAnswered ? '**You have answered.**' : '**No answer of yours counts yet.**'} ${timeLeft(leftMs, countsMs, hasAnswered)}` },
    {
      kind: 'buttons',
      buttons: [
        hasAnswered ? { label: 'Answer again', route: route('question', 'answer', question.key) } : answerButton(question.key),
        hintButton(question.key),
        { label: 'Follow-ups', route: route('question', 'follow-ups', question.key) },
      ],
    },
  ]);
}

function timeLeft(leftMs: number, countsMs: number, hasAnswered: boolean): string {
  if (hasAnswered) return `It is open for another ${spanInWords(leftMs)}.`;
  if (countsMs > 0) return `Answers count for it for another ${spanInWords(Math.min(leftMs, countsMs))}.`;
  return `It no longer counts for that date, but for your own day it does. It is open for another ${spanInWords(leftMs)}.`;
}

/** A challenge that is over, with what to learn from it. */
export function overCard(result: ShownResult, hasAnswered: boolean, next: { dueAt: number; zone: string } | undefined): Message {
  const { question, date } = result;
  return card([
    { kind: 'heading', text: question ? `The last challenge: ${question.title}` : 'The last challenge' },
    { kind: 'note', markdown: `${dayInWords(date)} · closed` },
    ...(question ? [{ kind: 'text' as const, markdown: question.prompt }] : []),
    ...resultBlocks(result),
    { kind: 'text', markdown: `${hasAnswered ? 'You answered it.' : 'You did not answer it.'} ${nextLine(next)}` },
    ...(question ? [{ kind: 'buttons' as const, buttons: closedButtons(question) }] : []),
  ]);
}

/** Nothing has been posted yet. */
export function noneCard(next: { dueAt: number; zone: string } | undefined): Message {
  const markdown = next
    ? `There was no challenge here yet. ${nextLine(next)}`
    : 'There is no daily challenge here yet. An admin can set it up in two minutes with `/setup`.';
  return card([
    { kind: 'text', markdown },
    { kind: 'buttons', buttons: [{ label: 'Give me a question', route: route('question', 'next'), style: 'main' }] },
  ]);
}

function nextLine(next: { dueAt: number; zone: string } | undefined): string {
  return next ? `The next one comes **${momentInWords(next.dueAt, next.zone)}** (${next.zone}).` : 'No further one is planned.';
}

function card(blocks: readonly Block[]): Message {
  return { kind: 'message', to: 'learner', tone: 'plain', blocks };
}
