import { chooseValues, type Dispatch, forgePress, pressButton, submitModal, typeOption, useCommand } from './client.ts';
import { deliver } from './interactions.ts';
import { channelState, personState } from './places.ts';
import { actOf } from './seen.ts';
import type { Act, DiscordEmulator, Person, Where } from './types.ts';
import type { ChannelState, InteractionState, World } from './world.ts';
import { directChannel } from './world.ts';

type Acts = Pick<DiscordEmulator, 'use' | 'type' | 'press' | 'choose' | 'submit' | 'redeliver' | 'forge'>;

/** What people do, each until they have seen what comes of it. */
export function createActs(world: World, dispatch: Dispatch): Acts & { all(): readonly Act[] } {
  function whereOf(person: Person, where: Where | undefined): ChannelState {
    const state = personState(world, person);
    if (where === 'dm') return directChannel(world, state);
    if (where) return channelState(world, where);
    const guild = [...state.permissions.keys()][0];
    return [...world.channels.values()].find((each) => each.guild !== undefined && each.guild.id === guild) ?? directChannel(world, state);
  }

  async function settled(state: InteractionState): Promise<Act> {
    await state.whenSettled;
    return actOf(world, state);
  }

  return {
    all: () => [...world.interactions.values()].map((state) => actOf(world, state)),
    use: async (person, command, options = {}, where) =>
      settled(useCommand(world, dispatch, personState(world, person), command, options, whereOf(person, where))),
    type: async (person, command, option, typed, where) => {
      const asked = { person: personState(world, person), command, option, typed, channel: whereOf(person, where) };
      return (await settled(typeOption(world, dispatch, asked))).choices ?? [];
    },
    press: async (person, message, wanted) => settled(pressButton(world, dispatch, personState(world, person), message.id, wanted)),
    choose: async (person, message, customId, value) => {
      const values = typeof value === 'string' ? [value] : value;
      return settled(chooseValues(world, dispatch, { person: personState(world, person), message: message.id, customId, values }));
    },
    submit: async (person, modal, values) => settled(submitModal(world, dispatch, personState(world, person), modal, values)),
    forge: async (person, message, customId) => settled(forgePress(world, dispatch, personState(world, person), message.id, customId)),
    redeliver: (act) => {
      const { id } = 'interaction' in act ? (act as Act).interaction : act;
      const state = world.interactions.get(String(id));
      if (!state) throw new Error('that was never delivered');
      deliver(world, dispatch, state);
    },
  };
}
