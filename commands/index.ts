import type { Command } from '../src/bot/command.ts';
import { daily } from './daily.ts';
import { glossary } from './glossary.ts';
import { group } from './group.ts';
import { createHelp } from './help.ts';
import { leaderboard } from './leaderboard.ts';
import { pack } from './pack.ts';
import { playbook } from './playbook.ts';
import { question } from './question.ts';
import type { Resources } from './resources.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { setup } from './setup.ts';
import { streak } from './streak.ts';

const commands = [question, daily, leaderboard, streak, group, search, playbook, glossary, setup, schedule, pack];

/** Every command there is: what platforms declare, what help shows, what dispatch finds. */
export const allCommands: readonly Command<Resources>[] = [...commands, createHelp(commands)];
