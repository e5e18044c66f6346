import { route } from '../bot/route.ts';
import type { Form } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import { ANSWER_MAX_CHARACTERS, ANSWER_MIN_CHARACTERS } from '../packs/schema.ts';

export function answerForm({ question: about, prompt, step, args }: Asked): Form {
  return {
    kind: 'form',
    title: step === undefined ? 'Your answer' : `Follow-up ${step}: answer`,
    intro: `**${about.title}**\n\n${prompt}`,
    submit: route('question', 'submit', ...args),
    submitLabel: 'Send',
    fields: [
      {
        kind: 'paragraph',
        name: 'answer',
        label: 'Your answer',
        placeholder: 'In your own words, as you would say it in an interview. A few sentences are enough.',
        min: ANSWER_MIN_CHARACTERS,
        max: ANSWER_MAX_CHARACTERS,
        required: true,
      },
    ],
  };
}
