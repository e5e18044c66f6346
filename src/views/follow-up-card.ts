import { route } from '../bot/route.ts';
import type { Audience, Button, Message } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import { answerButton, hintButton } from './question-card.ts';

/** One follow-up, as an interviewer would ask it next, with the way to the one before and after. */
export function followUpCard(asked: Asked, to: Audience): Message {
  const { question, step = 1, prompt, args } = asked;
  const before = question.followUps[step - 2];
  const after = question.followUps[step];
  const steps: Button[] = [
    ...(before ? [{ label: 'Back', route: route('question', 'step', question.key, before.id) }] : []),
    ...(after ? [{ label: 'Next follow-up', route: route('question', 'step', question.key, after.id) }] : []),
  ];
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: `Follow-up ${step} of ${question.followUps.length}` },
      { kind: 'note', markdown: question.title },
      { kind: 'text', markdown: prompt },
      { kind: 'buttons', buttons: [answerButton(...args), hintButton(...args), { label: 'Model answer', route: route('question', 'model-answer', ...args) }] },
      ...(steps.length > 0 ? [{ kind: 'buttons' as const, buttons: steps }] : []),
    ],
  };
}
