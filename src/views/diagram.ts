import { route } from '../bot/route.ts';
import type { Audience, Message } from '../bot/view.ts';
import type { Question } from '../packs/schema.ts';
import { answerButton } from './question-card.ts';

const FILE = 'diagram.png';

/** A question's diagram as a picture, with the same in words. */
export function diagramCard(question: Question, png: Uint8Array, to: Audience): Message {
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: question.title },
      { kind: 'image', file: FILE, alt: question.diagram.alt },
      { kind: 'note', markdown: question.diagram.alt },
      { kind: 'buttons', buttons: [answerButton(question.key), { label: 'Model answer', route: route('question', 'model-answer', question.key) }] },
    ],
    files: [{ name: FILE, type: 'image/png', bytes: png }],
  };
}
