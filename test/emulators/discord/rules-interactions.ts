import { type Bench, identify } from './bench.ts';
import type { RuleId } from './rules.ts';
import { button, type Row, row, select, v2, words } from './rules-messages.ts';
import type { Json } from './types.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <Made>(count: number, make: (index: number) => Made) => Array.from({ length: count }, (_, index) => make(index));

const input = (over: Json = {}, index = 0): Json => ({ type: 4, custom_id: `answer${index}`, style: 2, ...over });
const label = (component: Json, over: Json = {}): Json => ({ type: 18, label: 'Your answer', component, ...over });
const modal = (over: Json = {}): Json => ({ custom_id: 'form', title: 'Answer', components: [label(input())], ...over });
const withInput = (over: Json) => modal({ components: [label(input(over))] });

/** The answer to a fresh `/blep`. */
const answer = (rule: RuleId, at: string, what: string, type: number, data?: unknown): Row => ({
  ...{ rule, what, status: 400, code: 50035, at },
  does: async (bench) => bench.answer(await bench.interaction(), type, data),
});
const form = (rule: RuleId, at: string, what: string, data: Json) => answer(rule, `data.${at}`, what, 9, data);
const refuses = (rule: RuleId, what: string, [status, code]: readonly [number, number], does: Row['does']): Row => ({ rule, what, status, code, does });

/** Suggestions for an option that is being typed. */
async function suggest(bench: Bench, choices: unknown) {
  const options = [{ type: 3, name: 'animal', description: 'Which', autocomplete: true }];
  await bench.send('POST', `/applications/${bench.emulator.applicationId}/commands`, { name: 'find', description: 'Find one', options });
  bench.emulator.type(bench.ada, 'find', 'animal', 'a').catch(() => {});
  return bench.answer(bench.emulator.acts.at(-1)!, 8, { choices });
}

/** A press on a button of a public message. */
async function pressed(bench: Bench) {
  await bench.post(v2(row(button())));
  bench.emulator.press(bench.ada, bench.emulator.messages(bench.channel)[0]!, 'Hint').catch(() => {});
  return bench.emulator.acts.at(-1)!;
}

async function submitted(bench: Bench) {
  const act = await bench.interaction();
  await bench.answer(act, 9, modal());
  bench.emulator.submit(bench.ada, act.modal!, { 'Your answer': 'A cache.' }).catch(() => {});
  return bench.emulator.acts.at(-1)!;
}

export const interactionRows: readonly Row[] = [
  form('modal-title', 'title', '46 characters', modal({ title: x(46) })),
  form('modal-components', 'components', 'six fields', modal({ components: many(6, (index) => label(input({}, index))) })),
  form('modal-components', 'components', 'no field', modal({ components: [] })),
  form('custom-id-length', 'custom_id', '101 characters', modal({ custom_id: x(101) })),
  form('custom-id-unique', 'components.1.component.custom_id', 'two fields with one id', modal({ components: [label(input()), label(input())] })),
  form('label-length', 'components.0.label', '46 characters', modal({ components: [label(input(), { label: x(46) })] })),
  form('label-description', 'components.0.description', '101 characters', modal({ components: [label(input(), { description: x(101) })] })),
  form('component-place', 'components.0.component.type', 'a button in a form', modal({ components: [label(button())] })),
  form('text-input-style', 'components.0.component.style', 'style 3', withInput({ style: 3 })),
  form('text-input-placeholder', 'components.0.component.placeholder', '101 characters', withInput({ placeholder: x(101) })),
  form('text-input-value', 'components.0.component.value', '4,001 characters', withInput({ value: x(4001) })),
  form('text-input-value', 'components.0.component.value', 'longer than max_length', withInput({ value: 'xxx', max_length: 2 })),
  form('text-input-min', 'components.0.component.min_length', '4,001', withInput({ min_length: 4001 })),
  form('text-input-max', 'components.0.component.max_length', '0', withInput({ max_length: 0 })),
  form('modal-disabled', 'components.0.component.disabled', 'a disabled select', modal({ components: [label(select({ disabled: true }))] })),
  form('modal-select-min', 'components.0.component.min_values', 'required, and none needed', modal({ components: [label(select({ min_values: 0 }))] })),

  answer('callback-type', 'type', 'an update where there is no message', 7, { content: 'a' }),
  answer('callback-type', 'type', 'suggestions for a command', 8, { choices: [] }),
  answer('deferral-flags', 'data.flags', 'components V2 at the deferral', 5, { flags: 32768 }),
  answer('content-length', 'data.content', '2,001 characters in an answer', 4, { content: x(2001) }),
  answer('unknown-field', 'data.ephemeral', 'ephemeral: true', 4, { content: 'a', ephemeral: true }),
  { ...answer('modal-from-modal', 'type', 'a form in answer to a form', 9), does: async (bench) => bench.answer(await submitted(bench), 9, modal()) },
  refuses('acknowledge-in-time', 'an answer after 3,001 ms', [404, 10062], async (bench) => {
    const bot = await bench.gateway();
    bot.say(identify(bench.emulator));
    await bot.hear('READY');
    const act = await bench.interaction();
    bench.emulator.advance(3001);
    return bench.answer(act, 4, { content: 'a' });
  }),
  refuses('unknown-interaction', 'a token of nobody', [404, 10062], ({ send }) =>
    send('POST', '/interactions/786008729715212338/A_UNIQUE_TOKEN/callback', { type: 5 }),
  ),
  refuses('acknowledge-once', 'a second answer', [400, 40060], async (bench) => {
    const act = await bench.interaction();
    await bench.answer(act, 4, { content: 'a' });
    return bench.answer(act, 4, { content: 'b' });
  }),
  refuses('modal-first', 'a form after a deferral', [400, 40060], async (bench) => {
    const act = await bench.interaction();
    await bench.answer(act, 5);
    return bench.answer(act, 9, modal());
  }),
  {
    ...{ rule: 'ephemeral-fixed', what: 'private after a public deferral', status: 400, code: 50035, at: 'flags' },
    does: async (bench) => {
      const act = await bench.interaction();
      await bench.answer(act, 5);
      return bench.send('PATCH', `${bench.webhook(act)}/messages/@original`, { content: 'a', flags: 64 });
    },
  },
  {
    ...{ rule: 'ephemeral-fixed', what: 'private in place of a public message', status: 400, code: 50035, at: 'data.flags' },
    does: async (bench) => bench.answer(await pressed(bench), 7, { ...v2(words()), flags: 32768 | 64 }),
  },
  refuses('followup-early', 'a follow-up before an answer', [404, 10015], async (bench) =>
    bench.send('POST', bench.webhook(await bench.interaction()), { content: 'a' }),
  ),
  refuses('token-age', 'an edit after 15 minutes', [401, 50027], async (bench) => {
    const act = await bench.interaction();
    await bench.answer(act, 4, { content: 'a' });
    bench.emulator.advance(900_001);
    return bench.send('PATCH', `${bench.webhook(act)}/messages/@original`, { content: 'b' });
  }),
  refuses('webhook-token', 'a token of nobody', [401, 50027], ({ send, emulator }) =>
    send('POST', `/webhooks/${emulator.applicationId}/A_UNIQUE_TOKEN`, { content: 'a' }),
  ),
  refuses('unknown-message', 'the original of a form', [404, 10008], async (bench) => {
    const act = await bench.interaction();
    await bench.answer(act, 9, modal());
    return bench.send('PATCH', `${bench.webhook(act)}/messages/@original`, { content: 'a' });
  }),
  {
    ...{ rule: 'v2-legacy-fields', what: 'content for a message that is V2', status: 400, code: 50035, at: 'data.content' },
    does: async (bench) => bench.answer(await pressed(bench), 7, { content: 'a' }),
  },
  {
    ...{ rule: 'autocomplete-choices', what: '26 suggestions', status: 400, code: 50035, at: 'data.choices' },
    does: (bench) =>
      suggest(
        bench,
        many(26, (index) => ({ name: 'a', value: `${index}` })),
      ),
  },
  {
    ...{ rule: 'autocomplete-name', what: '101 characters', status: 400, code: 50035, at: 'data.choices.0.name' },
    does: (bench) => suggest(bench, [{ name: x(101), value: 'a' }]),
  },
  {
    ...{ rule: 'autocomplete-value', what: '101 characters', status: 400, code: 50035, at: 'data.choices.0.value' },
    does: (bench) => suggest(bench, [{ name: 'a', value: x(101) }]),
  },
];
