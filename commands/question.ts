import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import { route } from '../src/bot/route.ts';
import type { Audience, Form, Message } from '../src/bot/view.ts';
import { type Asked, askedOf } from '../src/packs/asked.ts';
import type { Question } from '../src/packs/schema.ts';
import { ANSWER_MAX_CHARACTERS } from '../src/packs/schema.ts';
import { readOwnAnswer, recordAnswer } from '../src/records/answer.ts';
import { notePractice, readPractice } from '../src/records/learner.ts';
import { LEVELS, type Level } from '../src/study/rubric.ts';
import { type Pick, pickQuestion } from '../src/study/selection.ts';
import { diagramCard } from '../src/views/diagram.ts';
import { followUpCard } from '../src/views/follow-up-card.ts';
import { gradeCard, missedCard } from '../src/views/grade-card.ts';
import { questionCard } from '../src/views/question-card.ts';
import { hintCard, keyPointsCard, modelAnswerCard, pitfallsCard } from '../src/views/reading.ts';
import { action, command, type Resources } from './resources.ts';

/** Below this there is nothing that a rubric could find. */
const ANSWER_MIN_CHARACTERS = 40;

const key = z.tuple([z.string()]);
/** A question's key, and the follow-up's id where it is about one. */
const asked = z.tuple([z.string(), z.string().optional()]);
type AskedArgs = readonly [key: string, followUp?: string | undefined];
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

export const question = command({
  name: 'question',
  summary: 'Practice a question: answer it, get hints and follow-ups',
  options: {
    query: {
      kind: 'text',
      summary: 'words from its title, or its number',
      max: 100,
      complete: ({ library }, typed) =>
        library
          .suggest(typed)
          .filter((hit) => hit.kind === 'question')
          .map(({ key, title }) => ({ label: title, value: key })),
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
    'key-points': action({ answers: 'learner', args: key, run: async (resources, _event, args) => keyPointsCard(findAsked(resources, args), 'learner') }),
    'model-answer': action({
      answers: 'learner',
      args: asked,
      run: async (resources, _event, args) => modelAnswerCard(findAsked(resources, args), resources.library, 'learner'),
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
    grade: action({ answers: 'learner', args: key, run: (resources, event, [answerId]) => showAnswer(resources, event, answerId, gradeCard) }),
    missed: action({ answers: 'learner', args: key, run: (resources, event, [answerId]) => showAnswer(resources, event, answerId, missedCard) }),
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

function candidates({ library }: Resources, topic: string | undefined, level: Level | undefined): Question[] {
  const wanted = topic?.toLowerCase();
  const known = library.topics.find(({ id, title }) => id === wanted || title.toLowerCase() === wanted);
  if (wanted !== undefined && !known) throw new Refusal(`I don’t know that topic. There are: ${library.topics.map(({ title }) => title).join(', ')}.`);
  return library.questions.filter((each) => (known === undefined || each.topic === known.id) && (level === undefined || each.level === level));
}

/** By name, else the first of those wanted that has all the words. */
function lookUp({ library }: Resources, query: string, among: readonly Question[]): Question {
  const named = library.question(query);
  if (named) return named;
  const hits = library.search(query, { all: true }).map(({ key }) => library.question(key));
  const found = hits.find((hit) => hit !== undefined && among.includes(hit));
  if (!found) throw new Refusal('No question fits these words. Try fewer or other words, `/search`, or `/question` alone to be given one.');
  return found;
}

function find({ library }: Resources, name: string): Question {
  const found = library.question(name);
  if (!found) throw new Refusal('That question is no longer in the pack. Get another one with `/question`.');
  return found;
}

function findAsked(resources: Resources, [name, followUpId]: AskedArgs): Asked {
  const found = askedOf(find(resources, name), followUpId);
  if (!found) throw new Refusal('That follow-up is no longer in the pack. The question still is: open it again with `/question`.');
  return found;
}

/** The follow-up that is named, else the question's first. */
function findFollowUp(resources: Resources, [name, followUpId]: AskedArgs): Asked {
  return findAsked(resources, [name, followUpId ?? find(resources, name).followUps[0]?.id]);
}

function answerForm({ question: about, prompt, step, args }: Asked): Form {
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

/** The journey of an answer: graded, kept, shown. What is shown is what was kept, also when the event comes twice. */
async function submit({ records, grade }: Resources, event: Event, about: Asked, text: string): Promise<Message> {
  const { question: shown, followUp, rubric } = about;
  const answer = await recordAnswer(records, {
    eventId: event.id,
    at: event.at,
    place: event.place,
    account: event.account,
    question: shown.key,
    followUp: followUp?.id,
    rubricVersion: rubric.version,
    text,
    grade: await grade(about, text),
  });
  if (followUp === undefined) await notePractice(records, event.account, shown.key, event.at, answer.grade.score);
  return gradeCard(about, answer.id, answer.grade);
}

async function showAnswer(resources: Resources, event: Event, answerId: string, card: typeof gradeCard): Promise<Message> {
  const answer = await readOwnAnswer(resources.records, event.place, event.account, answerId);
  if (!answer) throw new Refusal('That answer is not here any more, or it is somebody else’s. Open the question again with `/question`.');
  return card(findAsked(resources, [answer.question, answer.followUp]), answer.id, answer.grade);
}
