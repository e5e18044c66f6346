import { homeView, modalView, type ParsedView } from './block-kit/view.ts';
import { parsed, withIds } from './messages.ts';
import { limitOf, type RuleId } from './rules.ts';
import { newId, newTs, Refused, type Slack, see } from './slack.ts';
import type { Person, View, Workspace } from './state.ts';

/** @throws {Refused} as `views.open` refuses. */
export function readView(slack: Slack, value: unknown, type: 'modal' | 'home', workspace: Workspace, mine?: View): ParsedView {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > limitOf('view.size')) throw new Refused('view_too_large', 'view.size', [`${bytes} bytes`]);
  const view = parsed(type === 'modal' ? modalView : homeView, value, '/view', 'invalid_arguments');
  if (view.external_id && allViews(slack).some((one) => one.id !== mine?.id && one.external_id === view.external_id && one.team_id === workspace.teamId)) {
    throw new Refused('duplicate_external_id', 'view.external_id');
  }
  return view;
}

function allViews(slack: Slack): View[] {
  return [...[...slack.world.stacks.values()].flat(), ...slack.world.homes.values()];
}

export function findView(slack: Slack, where: { view_id?: string | undefined; external_id?: string | undefined }): View | undefined {
  return allViews(slack).find((view) =>
    where.view_id ? view.id === where.view_id : where.external_id !== undefined && view.external_id === where.external_id,
  );
}

export function personOf(slack: Slack, view: View): Person | undefined {
  const [id] =
    [...slack.world.stacks, ...[...slack.world.homes].map(([person, home]) => [person, [home]] as const)].find(([, views]) =>
      views.some((one) => one.id === view.id),
    ) ?? [];
  return slack.world.people.get(id ?? '');
}

/** The view as Slack gives it back, defaults filled in. */
function complete(slack: Slack, view: ParsedView, workspace: Workspace, over: { id: string; root: string; previous: string | null }): View {
  return {
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    external_id: '',
    callback_id: '',
    private_metadata: '',
    ...view,
    title: 'title' in view ? view.title : { text: '' },
    blocks: view.blocks.map((block) => withIds(slack, block)),
    id: over.id,
    team_id: workspace.teamId,
    app_id: slack.appId,
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
    state: { values: {} },
    hash: `${newTs(slack)}.${slack.counter.toString(16)}`,
    root_view_id: over.root,
    previous_view_id: over.previous,
  } as View;
}

export function openView(slack: Slack, person: Person, view: ParsedView, workspace: Workspace): View {
  const id = newId(slack, 'V');
  const opened = complete(slack, view, workspace, { id, root: id, previous: null });
  slack.world.stacks.set(person.id, [opened]);
  see(slack, person.id, { kind: 'view', how: 'opened', view: opened });
  return opened;
}

export function pushView(slack: Slack, person: Person, view: ParsedView, workspace: Workspace): View {
  const stack = slack.world.stacks.get(person.id) ?? [];
  const below = stack.at(-1);
  if (!below) throw new Refused('not_found', 'view.exists');
  if (stack.length >= limitOf('view.push')) throw new Refused('push_limit_reached', 'view.push');
  const pushed = complete(slack, view, workspace, { id: newId(slack, 'V'), root: String(below.root_view_id), previous: below.id });
  slack.world.stacks.set(person.id, [...stack, pushed]);
  see(slack, person.id, { kind: 'view', how: 'pushed', view: pushed });
  return pushed;
}

export function updateView(slack: Slack, person: Person, old: View, view: ParsedView, workspace: Workspace): View {
  const updated = complete(slack, view, workspace, {
    id: old.id,
    root: String(old.root_view_id),
    previous: (old.previous_view_id as string | null) ?? null,
  });
  if (old.type === 'home') slack.world.homes.set(person.id, updated);
  else
    slack.world.stacks.set(
      person.id,
      (slack.world.stacks.get(person.id) ?? []).map((one) => (one.id === old.id ? updated : one)),
    );
  see(slack, person.id, { kind: 'view', how: old.type === 'home' ? 'home' : 'updated', view: updated });
  return updated;
}

export function publishHome(slack: Slack, person: Person, view: ParsedView, workspace: Workspace): View {
  const id = slack.world.homes.get(person.id)?.id ?? newId(slack, 'V');
  const home = complete(slack, view, workspace, { id, root: id, previous: null });
  slack.world.homes.set(person.id, home);
  see(slack, person.id, { kind: 'view', how: 'home', view: home });
  return home;
}

/** Closes the one on top; the one below shows again. */
export function popView(slack: Slack, person: Person): void {
  const rest = (slack.world.stacks.get(person.id) ?? []).slice(0, -1);
  const below = rest.at(-1);
  slack.world.stacks.set(person.id, rest);
  see(slack, person.id, below ? { kind: 'view', how: 'updated', view: below } : { kind: 'views closed' });
}

export function clearViews(slack: Slack, person: Person): void {
  slack.world.stacks.delete(person.id);
  see(slack, person.id, { kind: 'views closed' });
}

/** Uses up a trigger. */
export function exchange(slack: Slack, triggerId: string): { person: Person; viewId: string | undefined } {
  const trigger = slack.triggers.get(triggerId);
  const refuse = (error: string, rule: RuleId): never => {
    throw new Refused(error, rule, [`trigger_id ${triggerId}`]);
  };
  if (!trigger) return refuse('invalid_trigger_id', 'trigger.known');
  if (trigger.uses >= limitOf('trigger.once')) return refuse('exchanged_trigger_id', 'trigger.once');
  if (slack.clock.now() > trigger.expires) return refuse('expired_trigger_id', 'trigger.expiry');
  trigger.uses += 1;
  return { person: trigger.person, viewId: trigger.viewId };
}
