import { z } from 'zod';
import { inline } from '../src/bot/markdown.ts';
import { type Misunderstood, parseTime, parseWeekdays, parseZone, type Understood } from '../src/study/spoken-time.ts';

// What admins write into forms, understood or answered with how to write it.

export const timeSaid = understood('a time', parseTime);
export const weekdaysSaid = understood('the weekdays', parseWeekdays);
export const zoneSaid = understood('a time zone', parseZone);

const QUORUM_MAX = 10_000;

/** Empty: by the rule. */
export const quorumSaid = z
  .string()
  .trim()
  .optional()
  .transform((said, context) => {
    if (said === undefined || said === '') return undefined;
    const quorum = /^\d{1,6}$/.test(said) ? Number(said) : undefined;
    if (quorum !== undefined && quorum >= 1 && quorum <= QUORUM_MAX) return quorum;
    context.addIssue({
      code: 'custom',
      message: quorum === 0 ? NO_ZERO : 'A quorum is a whole number, such as 3. Leave it empty, and it follows how many take part.',
    });
    return z.NEVER;
  });

const NO_ZERO = 'A quorum is at least 1: with 0 every day would count, also when nobody answers. Leave it empty, and it follows how many take part.';

function understood<Value>(what: string, parse: (text: string) => Understood<Value>) {
  return z.string(`Please give ${what}.`).transform((said, context): Value => {
    const read = parse(said);
    if ('value' in read) return read.value;
    context.addIssue({ code: 'custom', message: sentenceFor(read) });
    return z.NEVER;
  });
}

function sentenceFor({ problem, said, near = [] }: Misunderstood): string {
  const quote = `“${inline(said)}”`;
  switch (problem) {
    case 'nothing':
      return 'Something was left empty: time, weekdays and time zone are all needed.';
    case 'unknown-zone':
      return near.length > 0
        ? `I don’t know the time zone ${quote}. Did you mean ${near.map((zone) => `\`${zone}\``).join(' or ')}?`
        : `I don’t know the time zone ${quote}. Write it as continent and city, such as \`Europe/Berlin\` or \`America/New_York\`: then summer time is right, too.`;
    case 'unclear-time':
      return `I don’t understand the time ${quote}. Write it such as \`9\`, \`09:30\` or \`9 pm\`.`;
    case 'no-such-time':
      return `There is no time ${quote}. Hours go from 0 to 23, or from 1 to 12 with am or pm; minutes to 59.`;
    case 'unknown-day':
      return `I don’t know the weekday ${quote}. Write them such as \`Mon-Fri\`, \`mon, wed and fri\`, \`weekdays\` or \`every day\`.`;
    default:
      throw new Error(`no such problem: ${JSON.stringify(problem satisfies never)}`);
  }
}
