import { route } from '../bot/route.ts';
import type { Audience, Block, Message } from '../bot/view.ts';
import type { Question } from '../packs/schema.ts';
import { answerButton } from './question-card.ts';

const FILE = 'diagram.png';

/** A question's diagram as a picture, with the same in words; in words alone where it could not be drawn. */
export function diagramCard(question: Question, png: Uint8Array | undefined, to: Audience): Message {
  const picture: Block[] = png
    ? [{ kind: 'image', file: FILE, alt: question.diagram.alt }]
    : [{ kind: 'text', markdown: 'The picture can’t be drawn. This is what it shows:' }];
  return {
    kind: 'message',
    to,
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: question.title },
      ...picture,
      { kind: 'note', markdown: question.diagram.alt },
      { kind: 'buttons', buttons: [answerButton(question.key), { label: 'Model answer', route: route('question', 'model-answer', question.key) }] },
    ],
    ...(png ? { files: [{ name: FILE, type: 'image/png', bytes: png }] } : {}),
  };
}
