import { quoted } from '../bot/markdown.ts';
import { route } from '../bot/route.ts';
import type { Block, Button, Message } from '../bot/view.ts';
import type { Asked } from '../packs/asked.ts';
import type { Grade, PointGrade } from '../study/grading/grade.ts';
import type { Standing } from '../study/points.ts';
import { type KeyPoint, LEVELS } from '../study/rubric.ts';
import { type DayOfAnswer, dayLine, type Graded, isCopied, pointsLine } from './points.ts';
import { answerButton } from './question-card.ts';

/** In words, not in signs: a screen reader says them well, and every font has them. */
export const VERDICTS: Readonly<Record<PointGrade['verdict'], string>> = { covered: 'Covered', partly: 'Partly', missed: 'Missed' };

/**
 * What an answer earned and why. While its question can still pay, without giving the rest away: the covered points with the
 * learner's own sentence, how many others there are, and one question that leads to the next. After that every point is said.
 * @param day for an answer that was given just now
 */
export function gradeCard(asked: Asked, answer: Graded, standing: Standing, day?: DayOfAnswer): Message {
  const { grade } = answer;
  const points = pair(asked, grade);
  const isOpen = standing.over !== undefined;
  const shown = isOpen && !isCopied(grade) ? points : points.filter(({ graded }) => graded.verdict === 'covered');
  const paid = pointsLine(asked, answer, standing);
  return {
    kind: 'message',
    to: 'learner',
    // `bad` is for what went wrong; a weak answer is a beginning.
    tone: (answer.review?.band ?? grade.band) === 'strong' ? 'good' : 'plain',
    blocks: [
      ...summary(asked, answer),
      ...review(answer),
      ...(paid === '' ? [] : [{ kind: 'text' as const, markdown: paid }]),
      { kind: 'text', markdown: opening(points, grade) },
      ...shown.map((each): Block => ({ kind: 'text', markdown: withEvidence(each) })),
      ...wrongClaims(asked, grade, isOpen),
      ...nextStep(points, grade, isOpen),
      // Last, so that the pages of the same card without it are the same.
      ...(day ? [{ kind: 'text' as const, markdown: dayLine(day) }] : []),
      { kind: 'note', markdown: howGraded(grade) },
      { kind: 'buttons', buttons: nextButtons(asked, answer, shown.length < points.length) },
    ],
    again: route('question', 'grade', answer.id),
  };
}

/** The same grade with every key point said in full: what *Show what I missed* opens. */
export function missedCard(asked: Asked, { id, grade }: Graded): Message {
  const open = pair(asked, grade).filter(({ graded }) => graded.verdict !== 'covered');
  const list = open.map(({ point, graded }) => `- **${label(graded)}:** ${point.statement}`).join('\n');
  const text = open.length > 0 ? list : 'Nothing: your answer covered every key point.';
  return {
    kind: 'message',
    to: 'learner',
    tone: 'plain',
    blocks: [
      { kind: 'heading', text: 'What your answer missed' },
      { kind: 'text', markdown: text },
      ...wrongClaims(asked, grade, true),
      { kind: 'buttons', buttons: [{ ...answerButton(...asked.args), label: 'Try again' }, modelAnswerButton(asked)] },
    ],
    again: route('question', 'missed', id),
  };
}

interface Paired {
  point: KeyPoint;
  graded: PointGrade;
}

/** Points that have left the rubric since the answer was graded are left out. */
function pair({ rubric }: Asked, grade: Grade): Paired[] {
  return grade.points.flatMap((graded) => {
    const point = rubric.keyPoints.find(({ id }) => id === graded.point);
    return point ? [{ point, graded }] : [];
  });
}

function summary({ title }: Asked, { grade, review: reviewed }: Graded): Block[] {
  const { score, band } = { ...grade, ...(reviewed?.score === undefined ? {} : { score: reviewed.score, band: reviewed.band ?? grade.band }) };
  return [
    { kind: 'heading', text: title },
    { kind: 'meter', label: 'Your answer', value: score / 100, text: `${score} of 100, ${band}` },
  ];
}

/** An admin's word stands first, and the grade that it replaced stays to be seen. */
function review({ grade, disputedAt, review: reviewed }: Graded): Block[] {
  if (!reviewed) return disputedAt === undefined ? [] : [{ kind: 'note', markdown: 'You have disputed this grade: the admins of this community see it.' }];
  const what =
    reviewed.score === undefined
      ? 'An admin of this community has looked at it and keeps the grade.'
      : `Graded by an admin of this community. My grade was ${grade.score} of 100, ${grade.band}.`;
  return [{ kind: 'text', markdown: reviewed.note === undefined ? what : `${what}\n\n${quoted(reviewed.note)}` }];
}

const REMARKS: Readonly<Record<NonNullable<Grade['remark']>, string>> = {
  empty: 'There is nothing here to grade yet. A few sentences on how you would do it are enough.',
  list: 'This reads like a list of terms. Say in sentences how they act on each other, and each can earn its point.',
  language: 'I can grade English only, and this does not read like English sentences. Your answer is kept; try it in English.',
  short: 'Your answer is short: saying why would lift it.',
  wrong: 'More of this is wrong than right, so nothing is credited yet. Look at what to check below, then try again.',
  cut: 'Your answer is very long: I read the first part only.',
  'pasted-answer': 'This is the model answer, or most of it, and a fine text to learn from. Say it in your own words, and I can tell you what of it is yours.',
  'pasted-prompt': 'This is the question itself. Your answer may have been left behind: send it, and I grade it.',
  link: 'There is only a link here, and I open none. Say in a few sentences what you would do.',
};

/** Nothing was graded: there is nothing to tally. */
const ALONE: readonly Grade['remark'][] = ['empty', 'list', 'language', 'wrong', 'pasted-answer', 'pasted-prompt', 'link'];

function opening(points: readonly Paired[], { remark }: Grade): string {
  const said = remark === undefined ? [] : [REMARKS[remark]];
  if (ALONE.includes(remark)) return said.join('');
  return [praise(points), tally(points), ...said].filter((each) => each !== '').join(' ');
}

/** One true sentence about what was good. */
function praise(points: readonly Paired[]): string {
  const covered = points.filter(({ graded }) => graded.verdict === 'covered');
  const weightiest = Math.max(...points.map(({ point }) => point.weight));
  if (covered.length === 0) return '';
  if (covered.some(({ point }) => point.weight === weightiest)) return 'You said something of what weighs most here.';
  return `You explained ${covered.length === 1 ? 'a point' : `${covered.length} points`} in your own words.`;
}

/** `5 of 8 key points covered, 2 partly.` */
function tally(points: readonly Paired[]): string {
  const number = (verdict: PointGrade['verdict']) => points.filter(({ graded }) => graded.verdict === verdict).length;
  const [covered, partly, missed] = [number('covered'), number('partly'), number('missed')];
  if (missed === points.length) return 'None of the key points is in here yet. Take a hint, or say in your own words what happens step by step.';
  const open = missed === 0 ? '' : ` ${missed} still open.`;
  return `${covered} of ${points.length} key points covered${partly > 0 ? `, ${partly} partly` : ''}.${open}`;
}

/** Which points are the judge's word is said at each. */
function label({ verdict, judged }: PointGrade): string {
  return `${VERDICTS[verdict]}${judged ? ' (judge)' : ''}`;
}

function howGraded({ gradedBy, points }: Grade): string {
  const number = points.filter(({ judged }) => judged).length;
  const judge = gradedBy === 'rules' ? '' : ` The judge \`${gradedBy.judge}\` read ${number} point${number === 1 ? '' : 's'} again.`;
  return `Graded on this machine by matching sentences with the question’s rubric, in English.${judge} Nobody needs to say every point: weightier ones count more, and about six make a full score. It can be wrong: compare with the model answer.`;
}

function withEvidence({ point, graded }: Paired): string {
  const evidence = graded.evidence ? `\n\n${quoted(graded.evidence)}` : '';
  return `**${label(graded)}:** ${point.statement}${evidence}`;
}

/** What is right instead is a key point, as a rule: it stays closed as long as those. */
function wrongClaims({ rubric }: Asked, grade: Grade, isOpen: boolean): Block[] {
  return grade.misconceptions.flatMap(({ misconception, evidence }): Block[] => {
    const known = rubric.misconceptions.find(({ id }) => id === misconception);
    const why = isOpen ? known?.statement : 'This does not seem right. Think it through again.';
    return known ? [{ kind: 'text', markdown: `**Check this:** ${why}\n\n${quoted(evidence)}` }] : [];
  });
}

/** One open point, as a question: first what every level expects, and of that what weighs most. */
function nextStep(points: readonly Paired[], grade: Grade, isOpen: boolean): Block[] {
  if (isOpen || isCopied(grade)) return [];
  const rank = ({ point }: Paired) => LEVELS.indexOf(point.level) * 10 - point.weight;
  const [open] = points.filter(({ graded }) => graded.verdict !== 'covered').sort((a, b) => rank(a) - rank(b));
  return open ? [{ kind: 'text', markdown: `**Think about this next:** ${open.point.pointer}` }] : [];
}

function nextButtons(asked: Asked, { id, disputedAt }: Graded, somethingMissed: boolean): Button[] {
  const missed = { label: 'Show what I missed', route: route('question', 'missed', id) };
  const dispute = { label: 'Dispute this', route: route('question', 'dispute', id) };
  return [
    { ...answerButton(...asked.args), label: 'Try again' },
    ...(somethingMissed ? [missed] : []),
    modelAnswerButton(asked),
    onwards(asked),
    ...(disputedAt === undefined ? [dispute] : []),
  ];
}

function modelAnswerButton({ args }: Asked): Button {
  return { label: 'Model answer', route: route('question', 'model-answer', ...args) };
}

/** An interviewer goes on: to the first follow-up, to the next one, and after the last to another question. */
function onwards({ question, step }: Asked): Button {
  const following = question.followUps[step ?? 0];
  if (!following) return { label: 'Next question', route: route('question', 'next', question.key) };
  const label = step === undefined ? 'Follow-ups' : 'Next follow-up';
  return { label, route: route('question', 'follow-ups', question.key, following.id) };
}
