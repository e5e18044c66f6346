import { bandOf, type Grade, grade } from '../study/grading/grade.ts';
import type { KeyPoint, Misconception, Rubric } from '../study/rubric.ts';
import { type Asked, askedOf } from './asked.ts';
import { lintDiagram } from './lint-diagram.ts';
import { lintTexts } from './lint-texts.ts';
import { answersOf } from './measure.ts';
import { hardToRead } from './reading.ts';
import type { Question } from './schema.ts';

/** What is wrong with an item although its form is right: where, and what to do about it. */
export interface Finding {
  /** Such as `rubric.keyPoints.cache-aside` or `followUps.hot-key.rubric`. */
  place: string;
  message: string;
}

/** An answer to another question may share some ground with this one; above this it is a rubric that anybody fulfils. */
const NEIGHBOUR_BAND = 'weak';
const LEAST_MISCONCEPTIONS = { question: 2, followUp: 1 } as const;
/** The right option may be the longest in at most so many of a question's items. */
const LONGEST_RIGHT_SHARE = 0.5;

/**
 * Holds a question's rubrics against the texts that stand beside them: examples must earn what they are examples of, the model answer
 * must be strong, what weak candidates say weak, and the model answers of `others` must not pass for answers to this question.
 */
export function lintQuestion(question: Question, others: readonly Question[]): Finding[] {
  const asked = [undefined, ...question.followUps.map(({ id }) => id)].flatMap((id) => askedOf(question, id) ?? []);
  return [
    ...asked.flatMap((each) => lintAsked(each, others)),
    ...lintRelated(question, others),
    ...lintPitfalls(question),
    ...lintQuiz(question),
    ...lintReading(question),
    ...lintDiagram(question.diagram.dot),
    ...lintTexts(question),
  ];
}

/** Whether a full answer to one may say a good part of the other: the same question, or one that either names as related. */
export function isRelated(question: Question, other: Question): boolean {
  return question.key === other.key || question.related.includes(other.id) || other.related.includes(question.id);
}

function lintRelated({ related }: Question, others: readonly Question[]): Finding[] {
  const unknown = related.filter((name) => !others.some(({ id }) => id === name));
  return unknown.map((name) => ({ place: 'related', message: `there is no question "${name}".` }));
}

function lintAsked({ question, followUp, rubric, modelAnswer }: Asked, others: readonly Question[]): Finding[] {
  const root = followUp === undefined ? 'rubric' : `followUps.${followUp.id}.rubric`;
  // A follow-up is narrow: what is of another topic hardly meets it.
  const strangers = others.filter((other) => !isRelated(question, other) && (followUp === undefined || other.topic === question.topic));
  return [
    ...rubric.keyPoints.flatMap((point) => lintPoint(rubric, point, strangers).map((message) => ({ place: `${root}.keyPoints.${point.id}`, message }))),
    ...rubric.misconceptions.flatMap((wrong) => lintMisconception(rubric, wrong).map((message) => ({ place: `${root}.misconceptions.${wrong.id}`, message }))),
    ...lintMisconceptions(rubric, followUp === undefined ? 'question' : 'followUp').map((message) => ({ place: root, message })),
    ...lintModelAnswer(rubric, modelAnswer).map((message) => ({ place: root, message })),
    ...lintRightSentences(rubric, modelAnswer).map((message) => ({ place: root, message })),
    ...lintStrangers(rubric, strangers, followUp === undefined).map((message) => ({ place: root, message })),
  ];
}

function lintPoint(rubric: Rubric, point: KeyPoint, strangers: readonly Question[]): string[] {
  const verdict = (text: string) => grade(rubric, text).points.find((each) => each.point === point.id);
  const [matches, rejects] = [verdict(point.matches), verdict(point.rejects)];
  const findings: string[] = [];
  if (matches?.verdict !== 'covered') {
    const why = matches?.cancelledBy === undefined ? `Not found: ${inWords(matches?.missing)}` : `The misconception ${matches.cancelledBy} takes it away`;
    findings.push(`the sentence of "matches" does not earn it. ${why}. Add its wording to the groups.`);
  }
  if (rejects?.verdict === 'covered' || rejects?.verdict === 'partly') {
    findings.push(
      'the sentence of "rejects" earns it. Take out what is too common, mark what must be denied with { not: … }, or write a misconception that cancels it.',
    );
  }
  if (point.groups.length === 1) {
    const known = strangers.find((other) => grade({ version: 1, keyPoints: [point], misconceptions: [] }, other.modelAnswer).points[0]?.verdict === 'covered');
    if (known) findings.push(`its only group also stands in the model answer of ${known.key}: add a second group that says what is meant here.`);
  }
  return findings;
}

function lintMisconception(rubric: Rubric, wrong: Misconception): string[] {
  const isNoticed = (text: string) => grade(rubric, text).misconceptions.some(({ misconception }) => misconception === wrong.id);
  const findings: string[] = [];
  if (!isNoticed(wrong.matches))
    findings.push('the sentence of "matches" is not noticed. Add its wording to the groups: all of them must stand in that sentence.');
  if (isNoticed(wrong.rejects))
    findings.push('the right sentence of "rejects" is taken for it. Make the groups narrower, so that a contrast of two options does not meet them.');
  return findings;
}

function lintMisconceptions({ misconceptions }: Rubric, kind: keyof typeof LEAST_MISCONCEPTIONS): string[] {
  const least = LEAST_MISCONCEPTIONS[kind];
  if (misconceptions.length >= least) return [];
  return [`expected at least ${least} misconception${least > 1 ? 's' : ''}: what do people wrongly believe here?`];
}

/** What we say ourselves is right: who says it in our words must not be told that it is wrong. */
function lintRightSentences(rubric: Rubric, modelAnswer: string): string[] {
  const said = [
    ...rubric.keyPoints.map(({ id, statement }) => ({ name: `the statement of ${id}`, text: statement })),
    { name: 'the model answer', text: modelAnswer },
  ];
  return said.flatMap(({ name, text }) =>
    grade(rubric, text).misconceptions.map(
      ({ misconception, evidence }) => `${name} is taken for the misconception ${misconception}: "${evidence}". Make its groups narrower.`,
    ),
  );
}

function lintModelAnswer(rubric: Rubric, modelAnswer: string): string[] {
  const result = grade(rubric, modelAnswer);
  const beliefs = result.misconceptions.map(
    ({ misconception, evidence }) => `the model answer seems to hold ${misconception}: "${evidence}". Say it otherwise, or make the misconception narrower.`,
  );
  if (result.band === 'strong') return beliefs;
  return [`the model answer gets ${result.score}, ${result.band}; expected strong. Not found: ${missedIn(result)}.`, ...beliefs];
}

function lintStrangers(rubric: Rubric, strangers: readonly Question[], isQuestion: boolean): string[] {
  return strangers.flatMap(({ key, modelAnswer }) => {
    const result = grade(rubric, modelAnswer);
    const isTooGood = isQuestion ? result.band !== NEIGHBOUR_BAND : result.band === 'strong';
    if (!isTooGood) return [];
    const earned = result.points.filter(({ credit }) => credit > 0).map(({ point }) => point);
    return [
      `the model answer of ${key} gets ${result.score} here. Make these points narrower, so that they name this question's own matter: ${earned.join(', ')}.`,
    ];
  });
}

function lintPitfalls({ rubric, pitfalls }: Question): Finding[] {
  return pitfalls.flatMap(({ weak }, at) => {
    const { score } = grade(rubric, weak);
    return bandOf(score) === 'weak'
      ? []
      : [{ place: `pitfalls.${at}.weak`, message: `what a weak candidate says gets ${score}. Say less there, or make the points narrower.` }];
  });
}

/** Who guesses must have no better chance than chance. */
function lintQuiz({ quiz }: Question): Finding[] {
  const places = quiz.map(({ options }) => options.findIndex(({ right }) => right));
  const longest = quiz.filter(isRightLongest);
  return [
    ...(new Set(places).size > 1 ? [] : [{ place: 'quiz', message: 'the right option stands at the same place in every item. Move some.' }]),
    ...(longest.length <= LONGEST_RIGHT_SHARE * quiz.length
      ? []
      : [{ place: 'quiz', message: 'the right option is mostly the longest. Make wrong ones as full, or right ones shorter.' }]),
  ];
}

export function isRightLongest({ options }: Question['quiz'][number]): boolean {
  const right = options.find((option) => option.right)?.text.length ?? 0;
  return options.every((option) => option.right || option.text.length < right);
}

function lintReading(question: Question): Finding[] {
  return hardToRead(answersOf(question)).map((message) => ({ place: 'modelAnswer', message: `with those of the follow-ups it ${message}` }));
}

function missedIn(result: Grade): string {
  return result.points.flatMap(({ point, verdict, missing }) => (verdict === 'covered' ? [] : [`${point} (${inWords(missing)})`])).join(', ');
}

function inWords(missing: readonly string[] = []): string {
  return missing.map((each) => `"${each}"`).join(' and ');
}
