import { expect, test } from 'vitest';
import type { Message } from '../../emulators/slack/state.ts';
import { openTable } from '../../fakes/people.ts';
import { callsOf, expectClean, openStudy, startSlack, words } from './workspace.ts';

const ANSWER = 'I would put servers and keys on a hash ring: each key belongs to the next server clockwise, so only about 1/N of the keys move.';

/** The ids of all buttons and selects, which name what they are about. */
function idsIn(message: Message): string {
  return JSON.stringify(
    message.blocks.flatMap((block) => (Array.isArray(block.elements) ? block.elements.map((one: { action_id?: string }) => one.action_id) : [])),
  );
}

test.each(['HTTP', 'Socket Mode'] as const)('search, open what was found, answer it, see what was missed, over %s', async (mode) => {
  const { slack, ada, ben, general } = await openStudy({ mode });
  const found = await (await slack.use(ada, '/quorum', 'search hashing', general)).message();
  expect(words(found)).toContain('Consistent hashing (question)');
  const card = await (await slack.choose(ada, found, '1/search/open', 'Consistent hashing')).message();
  const form = await (await slack.press(ada, card, 'Answer')).view();
  const grade = await (await slack.submit(ada, form, { answer: ANSWER })).message();
  expect(words(grade)).toMatch(/Your answer: \d+ of 100/);
  const warning = await (await slack.press(ada, grade, 'Show what I missed')).message();
  expect([warning.onlyFor, words(warning)]).toEqual([ada.id, expect.stringContaining('Opening this ends paid attempts')]);
  const missed = await (await slack.press(ada, warning, 'Open it')).edit();
  expect(words(missed)).toContain('What your answer missed');
  expect(slack.seen(ben, general)).toEqual([]);
  expectClean(slack);
});

test('a question that is shared is for everybody, and each answers for themselves', async () => {
  const { slack, ada, ben, general } = await openStudy();
  await (await slack.use(ada, '/quorum', 'question consistent hashing share:yes', general)).message();
  const [card] = slack.seen(ben, general);
  const hint = await (await slack.press(ben, card!, 'Hint')).message();
  expect(hint.onlyFor).toBe(ben.id);
  const next = await slack.press(ben, hint, 'Next hint');
  expect(words(await next.edit())).toContain('Hint 2 of 3');
  expect(slack.seen(ada, general)).toHaveLength(1);
  expectClean(slack);
});

test('the optional ones are chosen in a form, with suggestions while typing', async () => {
  const { slack, ada, general } = await openStudy();
  const form = await (await slack.use(ada, '/quorum', 'question level:mid ?', general)).view();
  expect(slack.transcript(ada, general)).toContain('/quorum question');
  expect(await slack.suggest(ada, 'topic', 'SCAL')).toEqual([
    { text: 'Scaling and load', value: expect.any(String) },
    { text: '“SCAL”', value: 'SCAL' },
  ]);
  expect(await slack.suggest(ada, 'query', '')).not.toEqual([]);
  const offered = await slack.suggest(ada, 'query', 'hash');
  expect(offered[0]).toMatchObject({ text: 'Consistent hashing' });
  const asked = await slack.submit(ada, form, { query: offered[0]!.value, share: ['yes'] });
  expect((await asked.message()).onlyFor).toBeUndefined();
  expectClean(slack);
});

test.each([
  ['question topic:nonsense', 'I don’t know that topic'],
  ['question level:hard', 'must be one of'],
  ['search zzzzqqqq', 'I found nothing for zzzzqqqq'],
  ['playbook nothing like it', 'no such section. /quorum playbook shows'],
])('/quorum %s is answered with what to do', async (text, sentence) => {
  const { slack, ada, general } = await openStudy();
  const message = await (await slack.use(ada, '/quorum', text, general)).message();
  expect(words(message)).toContain(sentence);
  expect(message.onlyFor).toBe(ada.id);
  expectClean(slack);
});

test('an answer delivered again after a restart counts once, and shows the same grade', async () => {
  const { bot } = await openTable();
  const { slack, ada, general, platform } = await openStudy({ bot });
  const card = await (await slack.use(ada, '/quorum', 'question consistent hashing', general)).message();
  const form = await (await slack.press(ada, card, 'Answer')).view();
  const sent = await slack.submit(ada, form, { answer: ANSWER });
  const grade = await sent.message();
  await platform.stop();
  await slack.advance(61_000);
  await startSlack(slack, bot);
  await slack.redeliver(sent.delivery);
  const again = await sent.message();
  expect(idsIn(again)).toBe(idsIn(grade));
  expect(idsIn(again)).toMatch(/1\/question\/missed\/a_[0-9a-f]{32}/);
  expectClean(slack);
});

test('a disputed grade is decided by an admin, who sees the rubric beside it', async () => {
  const { slack, ada, ben, general } = await openStudy({ adaIsAdmin: true });
  const card = await (await slack.use(ben, '/quorum', 'question consistent hashing', general)).message();
  const grade = await (await slack.submit(ben, await (await slack.press(ben, card, 'Answer')).view(), { answer: ANSWER })).message();
  const thanks = await (await slack.submit(ben, await (await slack.press(ben, grade, 'Dispute this')).view(), { words: 'I said it.' })).message();
  expect(words(thanks)).toContain('Thank you.');
  expect(words(await (await slack.use(ben, '/quorum', 'pack disputes', general)).message())).toContain('That is for admins');
  expect(words(await (await slack.use(ada, '/quorum', 'pack', general)).message())).toContain('/quorum pack disputes');
  const list = await (await slack.use(ada, '/quorum', 'pack disputes', general)).message();
  let opened = await (await slack.choose(ada, list, '1/pack/dispute', 'ben: Consistent hashing')).message();
  expect(words(opened)).toContain('Answered by ben');
  while (JSON.stringify(opened.blocks).includes('Next page')) opened = await (await slack.press(ada, opened, 'Next page')).edit();
  const [id] = /a_[0-9a-f]{32}/.exec(idsIn(grade)) ?? [];
  const form = await (await slack.press(ada, opened, 'Agree: regrade by hand')).view();
  const done = await (await slack.submit(ada, form, { score: '80', note: 'Well said.' })).message();
  expect(words(done)).toContain('Done: 80 of 100, strong');
  expect(idsIn(thanks)).toContain(`1/question/grade/${id}`);
  const again = await (await slack.press(ben, thanks, 'Show my answer’s card')).message();
  expect(words(again)).toContain('Graded by an admin of this community');
  expectClean(slack);
});

test('what a person sees is one call, when it is quick', async () => {
  const { slack, ada, general } = await openStudy({ mode: 'HTTP' });
  const card = await (await slack.use(ada, '/quorum', 'question consistent hashing', general)).message();
  expect(callsOf(slack)).toEqual([]);
  await (await slack.press(ada, card, 'Hint')).message();
  expect(callsOf(slack)).toEqual(['response_url']);
  expectClean(slack);
});
