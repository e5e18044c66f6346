import { z } from 'zod';
import type { Event } from '../src/bot/event.ts';
import { Refusal } from '../src/bot/refusal.ts';
import type { Audience, Message } from '../src/bot/view.ts';
import { askedOf } from '../src/packs/asked.ts';
import { type DisputedAnswer, decideDispute, readDispute, readOpenDisputes } from '../src/records/dispute.ts';
import { worthOf } from '../src/study/points.ts';
import { DISPUTES_A_PAGE, type Disputed, decidedMessage, disputeCard, disputeList, keepForm, NOTE_MAX, regradeForm } from '../src/views/dispute.ts';
import { action, group, type Resources, subcommand } from './resources.ts';

const answerId = z.tuple([z.string()]);
const note = z
  .string()
  .trim()
  .max(NOTE_MAX, `A note can have at most ${NOTE_MAX} characters.`)
  .optional()
  .transform((text) => text || undefined);
const SCORE = 'A score is a whole number from 0 to 100.';
const score = z
  .string(SCORE)
  .trim()
  .regex(/^\d{1,3}$/, SCORE)
  .transform(Number)
  .refine((number) => number <= 100, SCORE);

export const pack = group({
  name: 'pack',
  summary: 'What is asked here, and how it is graded',
  for: 'admin',
  subcommands: {
    disputes: subcommand({
      summary: 'Grades that learners dispute, with the rubric beside',
      options: {},
      answers: 'learner',
      run: (resources, event) => showOpen(resources, event, 0, 'learner'),
    }),
  },
  actions: {
    disputes: action({
      answers: 'here',
      args: z.tuple([z.coerce.number().int().min(0).max(99_999)]),
      run: (resources, event, [from]) => showOpen(resources, event, from, 'here'),
    }),
    dispute: action({ answers: 'learner', args: answerId, run: async (resources, event, [id]) => disputeCard(await find(resources, event, id)) }),
    regrade: action({ answers: 'form', args: answerId, run: async (resources, event, [id]) => regradeForm((await findOpen(resources, event, id)).answer) }),
    keep: action({ answers: 'form', args: answerId, run: async (resources, event, [id]) => keepForm((await findOpen(resources, event, id)).answer) }),
    regraded: action({
      answers: 'learner',
      args: answerId,
      fields: z.object({ score, note }),
      run: (resources, event, [id], fields) => decide(resources, event, id, fields),
    }),
    kept: action({
      answers: 'learner',
      args: answerId,
      fields: z.object({ note }),
      run: (resources, event, [id], fields) => decide(resources, event, id, fields),
    }),
  },
});

async function showOpen(resources: Resources, { place }: Event, from: number, to: Audience): Promise<Message> {
  const { all, shown } = await readOpenDisputes(resources.records, place, from, DISPUTES_A_PAGE);
  return disputeList(
    shown.flatMap((each) => seen(resources, each) ?? []),
    all,
    from,
    to,
  );
}

async function find(resources: Resources, { place }: Event, id: string): Promise<Disputed> {
  const found = await readDispute(resources.records, place, id);
  const disputed = found && seen(resources, found);
  if (!disputed)
    throw new Refusal('That dispute is not here any more: the answer was deleted, or its question has left the pack. `/pack disputes` shows the others.');
  return disputed;
}

/** A form is for what is still to be decided. */
async function findOpen(resources: Resources, event: Event, id: string): Promise<Disputed> {
  const disputed = await find(resources, event, id);
  if (!disputed.answer.review) return disputed;
  throw new Refusal('Another admin has decided this already. Open the dispute again to see how; `/pack disputes` shows the others.');
}

/** `undefined` where the question has left the pack. */
function seen({ library }: Resources, { dispute, answer, name }: DisputedAnswer): Disputed | undefined {
  const question = library.question(dispute.question);
  const asked = question && askedOf(question, dispute.followUp);
  return asked && { asked, answer, name, words: dispute.words, point: dispute.point };
}

async function decide(resources: Resources, event: Event, id: string, fields: { score?: number; note: string | undefined }): Promise<Message> {
  const { asked, answer } = await find(resources, event, id);
  const given = fields.score;
  const worth = worthOf(given ?? 0, asked.question.level, asked.followUp !== undefined);
  // What the daily added stays with the answer, as long as it is worth anything.
  const regrade = given === undefined ? undefined : { score: given, worth: worth === 0 ? 0 : worth + (answer.bonus ?? 0) };
  const { id: eventId, at, place, account } = event;
  const decided = await decideDispute(resources.records, { eventId, at, place, account, answer: id, regrade, note: fields.note });
  if (!decided) throw new Refusal('That answer was deleted in the meantime. `/pack disputes` shows the others.');
  return decidedMessage(decided.answer, decided.outcome);
}
