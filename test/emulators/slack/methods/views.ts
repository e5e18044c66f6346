import { z } from 'zod';
import { exchange, findView, openView, personOf, publishHome, pushView, readView, updateView } from '../modals.ts';
import { Refused } from '../slack.ts';
import type { View } from '../state.ts';
import { type Context, encoded, method } from './method.ts';

const view = encoded(z.unknown());
const trigger = { trigger_id: z.string().optional(), interactivity_pointer: z.string().optional() };

function triggerOf(args: { trigger_id?: string | undefined; interactivity_pointer?: string | undefined }): string {
  const id = args.trigger_id ?? args.interactivity_pointer;
  if (id === undefined) throw new Refused('invalid_arguments', 'call.required', ['missing required field: trigger_id']);
  return id;
}

function sameHash(current: View | undefined, hash: string | undefined): void {
  if (current && hash !== undefined && hash !== current.hash) throw new Refused('hash_conflict', 'view.hash', [hash]);
}

function refuseUnknown(view: View | undefined, context: Context): View {
  if (view?.team_id !== context.workspace.teamId) throw new Refused('not_found', 'view.exists');
  return view as View;
}

export const views = {
  'views.open': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier4',
    args: z.strictObject({ view, ...trigger }),
    run(context, args) {
      const parsed = readView(context.slack, args.view, 'modal', context.workspace);
      const { person } = exchange(context.slack, triggerOf(args));
      return { view: openView(context.slack, person, parsed, context.workspace) };
    },
  }),

  'views.push': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier4',
    args: z.strictObject({ view, ...trigger }),
    run(context, args) {
      const parsed = readView(context.slack, args.view, 'modal', context.workspace);
      const { person, viewId } = exchange(context.slack, triggerOf(args));
      refuseUnknown(findView(context.slack, { view_id: viewId }), context);
      return { view: pushView(context.slack, person, parsed, context.workspace) };
    },
  }),

  'views.update': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier4',
    args: z.strictObject({ view, view_id: z.string().optional(), external_id: z.string().optional(), hash: z.string().optional() }),
    run(context, args) {
      if (args.view_id === undefined && args.external_id === undefined) throw new Refused('invalid_arguments', 'call.required', ['view_id or external_id']);
      const old = refuseUnknown(findView(context.slack, args), context);
      const person = personOf(context.slack, old);
      if (!person) throw new Refused('not_found', 'view.exists', [old.id]);
      sameHash(old, args.hash);
      const parsed = readView(context.slack, args.view, old.type, context.workspace, old);
      return { view: updateView(context.slack, person, old, parsed, context.workspace) };
    },
  }),

  'views.publish': method({
    token: 'bot',
    scopes: [],
    rate: 'rate.tier4',
    args: z.strictObject({ user_id: z.string(), view, hash: z.string().optional() }),
    run(context, args) {
      const person = context.slack.world.people.get(args.user_id);
      if (person?.teamId !== context.workspace.teamId) throw new Refused('user_not_found', 'user.exists', [args.user_id]);
      const old = context.slack.world.homes.get(person.id);
      sameHash(old, args.hash);
      const parsed = readView(context.slack, args.view, 'home', context.workspace, old);
      return { view: publishHome(context.slack, person, parsed, context.workspace) };
    },
  }),
};
