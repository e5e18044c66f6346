import type { Command } from '../src/bot/command.ts';
import { usesOf } from '../src/bot/options.ts';
import { route } from '../src/bot/route.ts';
import { command, type Resources } from './resources.ts';

/** The short guide to the other commands; who is no admin does not see what only admins can do. */
export function createHelp(others: readonly Command<Resources>[]): Command<Resources> {
  return command({
    name: 'help',
    summary: 'What I can do',
    options: {},
    answers: 'learner',
    async run(_resources, { isAdmin }) {
      const mine = others.flatMap(usesOf).filter(([, use]) => isAdmin || use.for !== 'admin');
      return {
        kind: 'message',
        to: 'learner',
        tone: 'plain',
        blocks: [
          { kind: 'heading', text: 'Quorum' },
          { kind: 'text', markdown: 'I ask system-design questions, grade your answer against key points, and follow up like an interviewer.' },
          { kind: 'text', markdown: mine.map(([name, { summary }]) => `- \`/${name}\` ${summary}`).join('\n') },
          { kind: 'note', markdown: 'Your answers and grades are shown to you alone. I read no messages: everything goes by command, button and form.' },
          { kind: 'buttons', buttons: [{ label: 'Give me a question', route: route('question', 'next'), style: 'main' }] },
        ],
      };
    },
    actions: {},
  });
}
