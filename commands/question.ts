import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Audience, Message } from '../src/bot/view.ts';
import type { Asked } from '../src/packs/asked.ts';
import type { Question } from '../src/packs/schema.ts';
import { ANSWER_MAX_CHARACTERS, ANSWER_MIN_CHARACTERS } from '../src/packs/schema.ts';
import { recordAnswer } from '../src/records/answer.ts';
import { readChances } from '../src/records/answerer.ts';
import { noteReveal } from '../src/records/attempts.ts';
import { recordDispute } from '../src/records/dispute.ts';
import { notePractice, readPractice } from '../src/records/learner.ts';
import { copiedFrom, ungraded } from '../src/study/originality.ts';
import { LEVELS } from '../src/study/rubric.ts';
import { type Pick, pickQuestion } from '../src/study/selection.ts';
import { answerForm } from '../src/views/answer-form.ts';
import { diagramCard } from '../src/views/diagram.ts';
import { DISPUTE_WORDS_MAX, disputeForm, disputeThanks, WHOLE_GRADE } from '../src/views/dispute.ts';
import { followUpCard } from '../src/views/follow-up-card.ts';
import { gradeCard, missedCard } from '../src/views/grade-card.ts';
import { revealRoute, revealWarning, standingFor } from '../src/views/points.ts';
import { questionCard } from '../src/views/question-card.ts';
import { hintCard, keyPointsCard, modelAnswerCard, pitfallsCard } from '../src/views/reading.ts';
import { type AskedArgs, candidates, find, findAnswer, findAsked, findFollowUp, lookUp, NO_SUCH_ANSWER } from './lookup.ts';
import { action, command, type Resources } from './resources.ts';

const key = z.tuple([z.string()]);
/** A question's key, and the follow-up's id where it is about one. */
const asked = z.tuple([z.string(), z.string().optional()]);
/** What answers a question, and so ends paid attempts at it. */
const REVEALS = ['key-points', 'model-answer', 'missed'] as const;
type Reveal = (typeof REVEALS)[number];

const answerText = z.object({
  answer: z
    .string()
    .trim()
    .min(1, { error: 'Your answer is empty. Write a few sentences on how you would do it, then send it again.', abort: true })
    .min(
      ANSWER_MIN_CHARACTERS,
      `That is too short to grade: please write at least ${ANSWER_MIN_CHARACTERS} characters, best two or three sentences with a reason.`,
    )
    .max(ANSWER_MAX_CHARACTERS, `An answer can have at most ${ANSWER_MAX_CHARACTERS.toLocaleString('en')} characters. Please shorten it and send it again.`),
});

const disputeWords = z
  .string()
  .trim()
  .max(DISPUTE_WORDS_MAX, `Please say it in at most ${DISPUTE_WORDS_MAX.toLocaleString('en')} characters.`)
  .optional()
  .transform((text) => text || undefined);

export const question = command({
  name: 'question',
  summary: 'Practice a question: answer it, get hints and follow-ups',
  options: {
    query: {
      kind: 'text',
      summary: 'words from its title, or its number',
      max: 100,
      complete: ({ library }, typed) => library.suggest(typed, { kind: 'question' }).map(({ key, title }) => ({ label: title, value: key })),
    },
    topic: {
      kind: 'text',
      summary: 'only this topic',
      max: 60,
      complete: ({ library }, typed) =>
        library.topics.filter(({ title }) => title.toLowerCase().includes(typed.trim().toLowerCase())).map(({ id, title }) => ({ label: title, value: id })),
    },
    level: { kind: 'choice', summary: 'only this level', choices: LEVELS.map((level) => ({ label: level, value: level })) },
    share: { kind: 'flag', summary: 'show it to everyone in the channel' },
  },
  answers: ({ share }) => (share ? 'channel' : 'learner'),
  async run(resources, event, { query, topic, level, share }) {
    const to = share ? 'channel' : 'learner';
    const among = candidates(resources, topic, level);
    return query === undefined ? showPicked(resources, event, among, to) : showQuestion(resources, event, lookUp(resources, query, among), to);
  },
  actions: {
    next: action({
      answers: 'learner',
      /** The question that it follows, which is not asked again at once. */
      args: z.tuple([z.string().optional()]),
      run: (resources, event, [name]) =>
        showPicked(
          resources,
          event,
          resources.library.questions.filter((each) => each.key !== name),
          'learner',
        ),
    }),
    hint: action({ answers: 'learner', args: asked, run: async (resources, _event, args) => hintCard(findAsked(resources, args), 1, 'learner') }),
    'next-hint': action({
      answers: 'here',
      args: z.tuple([z.string(), z.coerce.number().int().min(1).max(9)]),
      run: async (resources, _event, [name, shown]) => hintCard(findAsked(resources, [name]), shown, 'here'),
    }),
    'key-points': action({ answers: 'learner', args: key, run: (resources, event, args) => open(resources, event, 'key-points', args) }),
    'model-answer': action({ answers: 'learner', args: asked, run: (resources, event, args) => open(resources, event, 'model-answer', args) }),
    missed: action({ answers: 'learner', args: key, run: (resources, event, args) => open(resources, event, 'missed', args) }),
    reveal: action({
      answers: 'here',
      args: z.tuple([z.enum(REVEALS), z.string(), z.string().optional()]),
      async run(resources, event, [what, ...args]) {
        return { ...(await open(resources, event, what, args, true)), to: 'here', again: revealRoute(what, ...given(args)) };
      },
    }),
    pitfalls: action({ answers: 'learner', args: key, run: async (resources, _event, [name]) => pitfallsCard(find(resources, name), 'learner') }),
    diagram: action({
      answers: 'learner',
      args: key,
      async run(resources, _event, [name]) {
        const about = find(resources, name);
        return diagramCard(about, await resources.drawDiagram(about.diagram.dot), 'learner');
      },
    }),
    'follow-ups': action({ answers: 'learner', args: asked, run: async (resources, _event, args) => followUpCard(findFollowUp(resources, args), 'learner') }),
    step: action({ answers: 'here', args: asked, run: async (resources, _event, args) => followUpCard(findFollowUp(resources, args), 'here') }),
    answer: action({ answers: 'form', args: asked, run: async (resources, _event, args) => answerForm(findAsked(resources, args)) }),
    submit: action({
      answers: 'learner',
      args: asked,
      fields: answerText,
      run: (resources, event, args, { answer }) => submit(resources, event, findAsked(resources, args), answer),
    }),
    grade: action({
      answers: 'learner',
      args: key,
      async run(resources, event, [answerId]) {
        const { about, answer, chances } = await findAnswer(resources, event, answerId);
        return gradeCard(about, answer, standingFor(about, chances, event.at));
      },
    }),
    dispute: action({
      answers: 'form',
      args: key,
      async run(resources, event, [answerId]) {
        const { about, answer } = await findAnswer(resources, event, answerId);
        if (answer.disputedAt !== undefined)
          throw new Refusal('You have disputed this grade before. What the admins decide stands on the card of your answer.');
        return disputeForm(about, answer);
      },
    }),
    disputed: action({
      answers: 'learner',
      args: key,
      fields: z.object({ words: disputeWords, point: z.string().max(60).catch(WHOLE_GRADE) }),
      run: (resources, event, [answerId], fields) => dispute(resources, event, answerId, fields),
    }),
  },
});

/** A question's card, noted as seen by who asked for it. */
export async function showQuestion(resources: Resources, event: Event, shown: Question, to: Audience, reason?: Pick['reason']): Promise<Message> {
  await notePractice(resources.records, event.account, shown.key, event.at);
  return questionCard(shown, resources.library, to, reason);
}

async function showPicked(resources: Resources, event: Event, from: readonly Question[], to: Audience): Promise<Message> {
  const pick = pickQuestion(from, await readPractice(resources.records, event.account), resources.roll());
  if (!pick) throw new Refusal('There is no such question yet. Try another topic or level, or `/question` alone.');
  // Why it was picked says something about the learner: not for the channel.
  return showQuestion(resources, event, find(resources, pick.key), to, to === 'learner' ? pick.reason : undefined);
}

/** The journey of an answer: graded, kept and paid, shown. What is shown is what was kept, also when the event comes twice. */
async function submit({ records, grade }: Resources, event: Event, about: Asked, text: string): Promise<Message> {
  const { question: shown, followUp, rubric } = about;
  const copied = copiedFrom(text, about);
  const graded = copied === undefined ? await grade(about, text) : ungraded(rubric, copied);
  const { answer, chances, day } = await recordAnswer(records, {
    eventId: event.id,
    at: event.at,
    place: event.place,
    account: event.account,
    question: shown.key,
    followUp: followUp?.id,
    rubricVersion: rubric.version,
    level: shown.level,
    text,
    grade: graded,
  });
  if (followUp === undefined) await notePractice(records, event.account, shown.key, event.at, answer.grade.score);
  return gradeCard(about, answer, standingFor(about, chances, event.at), day);
}

/** What answers a question. While that can still pay whoever asks, they are asked first; opened, it pays no more. */
async function open(resources: Resources, event: Event, what: Reveal, args: AskedArgs, isConfirmed = false): Promise<Message> {
  const { about, card } = await findReveal(resources, event, what, args);
  const subject = { place: event.place, account: event.account, question: about.question.key, followUp: about.followUp?.id };
  const chances = await readChances(resources.records, event.place, event.account, subject, event.at);
  // Unknown: the store is away, and that keeps nobody from reading.
  if (chances && !isConfirmed) {
    const standing = standingFor(about, chances, event.at);
    if (standing.upTo > 0) return revealWarning(about, standing, revealRoute(what, ...given(args)));
  }
  await noteReveal(resources.records, { ...subject, at: event.at });
  return card;
}

async function findReveal(resources: Resources, event: Event, what: Reveal, args: AskedArgs): Promise<{ about: Asked; card: Message }> {
  if (what === 'missed') {
    const { about, answer } = await findAnswer(resources, event, args[0]);
    return { about, card: missedCard(about, answer) };
  }
  const about = findAsked(resources, args);
  return { about, card: what === 'key-points' ? keyPointsCard(about, 'learner') : modelAnswerCard(about, resources.library, 'learner') };
}

async function dispute(resources: Resources, event: Event, answerId: string, { words, point }: { words: string | undefined; point: string }): Promise<Message> {
  const { id: eventId, at, place, account } = event;
  const about = point === WHOLE_GRADE ? undefined : point;
  const outcome = await recordDispute(resources.records, { eventId, at, place, account, answer: answerId, words, point: about });
  if (!outcome) throw new Refusal(NO_SUCH_ANSWER);
  return disputeThanks(answerId, outcome);
}

function given([name, followUp]: AskedArgs): string[] {
  return followUp === undefined ? [name] : [name, followUp];
}
