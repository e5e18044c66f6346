import type { Message } from '../../src/bot/view.ts';
import { askedOf } from '../../src/packs/asked.ts';
import type { Library } from '../../src/packs/library.ts';
import type { Question, Section } from '../../src/packs/schema.ts';
import { grade } from '../../src/study/grading/grade.ts';
import { diagramCard } from '../../src/views/diagram.ts';
import { DISPUTE_WORDS_MAX, disputeCard } from '../../src/views/dispute.ts';
import { followUpCard } from '../../src/views/follow-up-card.ts';
import { glossaryCard, likeCard, termCard } from '../../src/views/glossary.ts';
import { gradeCard, missedCard } from '../../src/views/grade-card.ts';
import { questionCard } from '../../src/views/question-card.ts';
import { hintCard, keyPointsCard, modelAnswerCard, pitfallsCard, playbookCard, sectionCard } from '../../src/views/reading.ts';
import { PIXEL } from '../fakes/bot.ts';

const ANSWER_ID = `a_${'f'.repeat(32)}`;

/** Every card that the packs can make, by the key of its question, section or term; each with a name for who reads a failure. */
export function cardsByKey(library: Library): [key: string, cards: [name: string, message: Message][]][] {
  return [
    ...library.questions.map((question): [string, [string, Message][]] => [question.key, cardsOf(question, library)]),
    ...library.playbook.map((section): [string, [string, Message][]] => [section.key, [['section', sectionCard(section, 'learner')]]]),
    ['playbook', [['sections', playbookCard(library.playbook, 'learner')]]],
    ...library.glossary.map((term): [string, [string, Message][]] => [term.key, [['term', termCard(term, library, 'learner')]]]),
    [
      'glossary',
      [
        ['every term', glossaryCard(library.glossary, 'learner')],
        ['alike', likeCard('x'.repeat(60), library.glossary.slice(0, 5), 'learner')],
      ],
    ],
  ];
}

/** Twenty, with titles and summaries as long as the schema takes them. */
export function manySections({ playbook: [section] }: Library): Section[] {
  if (!section) throw new Error('no playbook');
  return Array.from({ length: 20 }, (_, index) => ({ ...section, key: `sd.p${index + 10}`, title: `${index} `.padEnd(80, 'x'), summary: 'word '.repeat(60) }));
}

function cardsOf(question: Question, library: Library): [string, Message][] {
  const named = (name: string, message: Message): [string, Message] => [name, message];
  return [
    named('question', questionCard(question, library, 'learner', 'weakest')),
    named('pitfalls', pitfallsCard(question, 'learner')),
    named('diagram', diagramCard(question, PIXEL, 'learner')),
    ...[undefined, ...question.followUps.map(({ id }) => id)].flatMap((followUp) => askedCards(question, followUp, library)),
  ];
}

function askedCards(question: Question, followUp: string | undefined, library: Library): [string, Message][] {
  const asked = askedOf(question, followUp);
  if (!asked) throw new Error(`no follow-up ${followUp}`);
  const named = (name: string, message: Message): [string, Message] => [`${asked.args.join(' ')} ${name}`, message];
  // A follow-up's cards differ in nothing but their texts: one answer to it is enough.
  const answers = longAnswers(asked.rubric.keyPoints.map(({ matches }) => matches)).slice(0, followUp === undefined ? undefined : 1);
  return [
    ...(followUp === undefined ? [] : [named('follow-up', followUpCard(asked, 'learner'))]),
    ...asked.hints.map((_, index) => named(`hint ${index + 1}`, hintCard(asked, index + 1, 'learner'))),
    named('key points', keyPointsCard(asked, 'learner')),
    named('model answer', modelAnswerCard(asked, library, 'learner')),
    ...answers.flatMap(([name, text]) => {
      const answer = { id: ANSWER_ID, grade: grade(asked.rubric, text), points: 12 };
      return [
        named(`grade ${name}`, gradeCard(asked, answer, { attemptsLeft: 1, upTo: 8 })),
        named(`open grade ${name}`, gradeCard(asked, answer, { attemptsLeft: 0, upTo: 0, over: 'used' })),
        named(`missed ${name}`, missedCard(asked, answer)),
        named(
          `dispute ${name}`,
          disputeCard({
            asked,
            name: 'Ada',
            answer: { ...answer, text, rubricVersion: 0, at: 0 },
            words: text.slice(0, DISPUTE_WORDS_MAX),
          }),
        ),
      ];
    }),
  ];
}

/** Of 3,000 characters: everything right in long sentences, nothing right, and all of it in need of escaping. */
function longAnswers(matches: readonly string[]): [string, string][] {
  const full = (unit: string) => unit.repeat(Math.ceil(3000 / unit.length)).slice(0, 3000);
  return [
    ['right', full(matches.map((sentence) => `${sentence.replace(/\.$/, '')}, ${'and it goes on '.repeat(12)}.`).join(' '))],
    ['empty', 'x'],
    ['hostile', full(matches.map((sentence) => `${sentence.replace(/\.$/, '')} ${'*_~|`<@1> [x](http://y) '.repeat(10)}.`).join(' '))],
  ];
}
