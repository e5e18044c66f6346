import { route } from '../bot/route.ts';
import type { Audience, Button, Message } from '../bot/view.ts';
import type { Library } from '../packs/library.ts';
import type { Question } from '../packs/schema.ts';
import type { Pick } from '../study/selection.ts';

const REASONS: Readonly<Record<Pick['reason'], string>> = {
  new: 'Picked for you: one that you have not seen yet.',
  weakest: 'You have seen all of these. This is the one with most left to gain for you.',
};

/** A question as it is asked, with everything that can be done about it. */
export function questionCard(question: Question, library: Library, to: Audience, reason?: Pick['reason']): Message {
  const { key, title, topic, level, minutes, prompt } = question;
  const facts = `${library.topicTitle(topic)} · ${level} · about ${minutes} minutes`;
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: title },
      { kind: 'note', markdown: facts },
      { kind: 'text', markdown: prompt },
      ...(reason ? [{ kind: 'note' as const, markdown: REASONS[reason] }] : []),
      { kind: 'buttons', buttons: [answerButton(key), hintButton(key), { label: 'Follow-ups', route: route('question', 'follow-ups', key) }] },
      { kind: 'buttons', buttons: [...readingButtons(question), { label: 'Next', route: route('question', 'next', key) }] },
    ],
  };
}

/** What a question's text gives away, one button each. */
export function readingButtons({ key }: Question): Button[] {
  return [
    { label: 'Key points', route: route('question', 'key-points', key) },
    { label: 'Model answer', route: route('question', 'model-answer', key) },
    { label: 'Diagram', route: route('question', 'diagram', key) },
  ];
}

export function answerButton(...asked: readonly string[]): Button {
  return { label: 'Answer', route: route('question', 'answer', ...asked), style: 'main' };
}

export function hintButton(...asked: readonly string[]): Button {
  return { label: 'Hint', route: route('question', 'hint', ...asked) };
}
