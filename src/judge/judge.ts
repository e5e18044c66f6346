import type { Log } from '../ops/log.ts';
import { examine, type Grade } from '../study/grading/grade.ts';
import { comparable, located, regraded, unsurePoints, type Verdict } from '../study/grading/verdicts.ts';
import type { Rubric } from '../study/rubric.ts';
import { createBreaker } from './breaker.ts';
import { askEndpoint, type Endpoint } from './endpoint.ts';

/** What an answer is an answer to. */
export interface Subject {
  /** Of the question and follow-up, permanent. */
  key: string;
  /** As the learner read it. */
  question: string;
  rubric: Rubric;
}

/** What verdicts are kept under. */
interface About {
  text: string;
  question: string;
  rubricVersion: number;
  model: string;
}

/** Where verdicts outlive the process, so that equal answers get equal grades. */
export interface Kept {
  read(about: About): Promise<readonly Verdict[] | undefined>;
  /** Answers the verdicts that count: those that were there first. */
  keep(about: About, verdicts: readonly Verdict[]): Promise<readonly Verdict[]>;
}

export interface JudgeOptions {
  endpoint: Endpoint;
  kept: Kept;
  log: Log;
  now(): number;
  /** Ends what is under way: then the local grade stands. */
  stopping: AbortSignal;
  /** In place of the usual patience. */
  withinMs?: number;
}

export interface Judge {
  /** The rules' grade, with a second opinion on the points that they are unsure of, where there is one to be had. */
  grade(subject: Subject, answer: string): Promise<Grade>;
}

export function createJudge({ endpoint, kept, log, now, stopping, withinMs }: JudgeOptions): Judge {
  const { model } = endpoint;
  const breaker = createBreaker(now, (trouble) => {
    if (trouble !== undefined) log.warn({ why: trouble }, 'the judge failed three times in a row and rests for a minute; answers are graded by rules alone');
    else log.info('the judge works again');
  });

  async function ask({ question, rubric }: Subject, points: Rubric['keyPoints'], answer: string): Promise<Verdict[] | undefined> {
    if (breaker.isResting() || stopping.aborted) return undefined;
    const heard = await askEndpoint(endpoint, { question, points, misconceptions: rubric.misconceptions, answer }, stopping, withinMs);
    if (heard.outcome === 'heard') {
      breaker.worked();
      return located(answer, heard.opinions);
    }
    if (!stopping.aborted) breaker.failed(heard.why);
    return undefined;
  }

  return {
    async grade(subject, answer) {
      const { rubric, key } = subject;
      const examined = examine(rubric, answer);
      const points = unsurePoints(rubric, examined);
      if (points.length === 0) return examined.grade;
      const { text } = examined.read;
      const about = { text: comparable(text).text, question: key, rubricVersion: rubric.version, model };
      const known = await kept.read(about);
      if (known !== undefined) return regraded(rubric, examined, known, model);
      const verdicts = await ask(subject, points, text);
      return verdicts === undefined ? examined.grade : regraded(rubric, examined, await kept.keep(about, verdicts), model);
    },
  };
}
