import type { Answer, Cause } from '../wire.ts';
import { type Composer, createComposer, type Typed } from './composer.ts';
import { loadSetup, newId, openStream, send } from './connection.ts';
import { createDrafts } from './draft.ts';
import { pick } from './element.ts';
import { createForms, type OpenForm } from './form.ts';
import { startLightbox, watchPictures } from './lightbox.ts';
import { createMessages, type Messages } from './messages.ts';
import { type Press, watchPresses } from './presses.ts';
import { createScroll } from './scroll.ts';
import { createSidebar, learnerInAddress } from './sidebar.ts';

interface Chat {
  learner: { id: string; name: string };
  messages: Messages;
  openForm: OpenForm;
}

void start();

async function start(): Promise<void> {
  const setup = await loadSetup();
  const learner = setup.learners.find(({ id }) => id === learnerInAddress()) ?? setup.learners[0];
  if (!learner) return;
  const messages = createMessages(createScroll(), settle);
  const openForm = createForms({
    drafts: createDrafts(learner.id),
    submit: (act, whileAway) => send('submit', { learner: learner.id, ...act }, whileAway),
    accepted: (message) => messages.answer(message, true),
  });
  const chat = { learner, messages, openForm };
  const composer = createComposer(learner.id, (typed) => void useCommand(chat, typed));
  const sidebar = createSidebar(learner.id, ({ name }) => composer.edit(`/${name} `));
  startLightbox();
  watchPresses((press) => pressButton(chat, press));
  startSuggestions(composer);

  const show = (current: typeof setup): void => {
    sidebar.show(current);
    composer.setCommands(current.commands);
  };
  show(setup);
  openStream(learner.id, {
    history(kept) {
      messages.putHistory(kept);
      pick('#list', HTMLOListElement).setAttribute('aria-busy', 'false');
      void loadSetup().then(show); // another release of the bot may know other commands
    },
    message: messages.put,
    connected: sidebar.connected,
  });
}

/** @param id the same when it is tried again: then it counts once */
async function useCommand(chat: Chat, typed: Typed, id = newId()): Promise<void> {
  const body = { learner: chat.learner.id, id, ...typed };
  const cause: Cause = { by: chat.learner.name, how: 'command', what: typed.line };
  await act(chat, 'command', body, cause, { focus: false, again: () => void useCommand(chat, typed, id) });
}

async function pressButton(chat: Chat, press: Press, id = newId()): Promise<void> {
  const { route, message, label } = press;
  const body = { learner: chat.learner.id, id, route, message };
  const cause: Cause = { by: chat.learner.name, how: 'press', what: label };
  await act(chat, 'press', body, cause, { focus: true, again: () => void pressButton(chat, press, id), message });
}

interface ActFrame {
  focus: boolean;
  again(): void;
  message?: string;
}

/** Sends it and shows the answer. A press shows that it is under way by its button, and needs a line of its own only when it takes long or fails. */
async function act(chat: Chat, kind: 'command' | 'press', body: object, cause: Cause, { focus, again, message }: ActFrame): Promise<void> {
  let waiting = kind === 'command' ? chat.messages.wait(cause) : undefined;
  const outcome = await send(kind, body, () => {
    waiting ??= chat.messages.wait(cause);
    waiting.say('Quorum is away for a moment. I keep trying');
  });
  if (!outcome.done) {
    waiting ??= chat.messages.wait(cause);
    return waiting.fail(outcome.error, again);
  }
  waiting?.end();
  showAnswer(chat, outcome.answer, focus, message);
}

function showAnswer({ messages, openForm }: Chat, answer: Answer, focus: boolean, message: string | undefined): void {
  if (answer.kind === 'form') openForm(answer.form, message);
  else messages.answer(answer.message, focus);
}

function startSuggestions(composer: Composer): void {
  pick('#welcome', HTMLElement).addEventListener('click', (event) => {
    const line = event.target instanceof Element ? event.target.closest('button')?.dataset.line : undefined;
    if (line !== undefined) composer.run(line);
  });
}

/** What a message needs once it stands on the page: keyboards must reach what scrolls. */
function settle(item: HTMLElement): void {
  watchPictures(item);
  pick('#messages', HTMLElement).tabIndex = 0;
  for (const wide of item.querySelectorAll<HTMLElement>('.wide, pre')) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}
