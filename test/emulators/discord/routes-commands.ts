import { parse, Refused } from './refusal.ts';
import type { Answer, Context, Route } from './routes.ts';
import { limit } from './rules.ts';
import { type CommandBody, createCommand, editCommand, putCommands } from './schema-command.ts';
import type { Json } from './types.ts';
import type { CommandState } from './world.ts';

/** Of an edit every field may be missing. */
type Said = { [Field in keyof CommandBody]?: CommandBody[Field] | undefined };

function scopeOf({ world, params }: Context): string | undefined {
  if (params.application_id !== world.applicationId) throw new Refused('unknown-application');
  if (params.guild_id === undefined) return undefined;
  const guild = world.guilds.get(params.guild_id);
  if (!guild || guild.removed) throw new Refused('missing-access', { violation: !guild });
  return params.guild_id;
}

const inScope = ({ world }: Context, guild: string | undefined) => [...world.commands.values()].filter((each) => each.guild === guild);
const keyOf = (json: Json | CommandBody) => `${json.type ?? 1} ${String(json.name)}`;

function list(context: Context): Answer {
  const localized = /^(true|True|1)$/.test(context.request.query.get('with_localizations') ?? '');
  const found = inScope(context, scopeOf(context)).map((each) => each.json);
  return { status: 200, json: localized ? found : found.map(withoutLocalizations) };
}

function withoutLocalizations({ name_localizations: _names, description_localizations: _descriptions, ...json }: Json): Json {
  return json;
}

function one(context: Context): CommandState {
  const found = context.world.commands.get(context.params.command_id ?? '');
  if (!found || found.guild !== scopeOf(context)) throw new Refused('unknown-command');
  return found;
}

/** As Discord gives it back: what is false or empty is left out of options. */
function commandJson(context: Context, guild: string | undefined, id: string, body: Said): Json {
  const global = { dm_permission: true, contexts: body.contexts ?? null, integration_types: body.integration_types ?? [0] };
  const options = body.options?.length ? { options: body.options.map((each) => optionJson({ ...each })) } : {};
  return {
    id,
    application_id: context.world.applicationId,
    version: context.world.snowflake(),
    default_member_permissions: body.default_member_permissions ?? null,
    type: body.type ?? 1,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    nsfw: body.nsfw ?? false,
    ...(guild === undefined ? global : { guild_id: guild }),
    ...options,
  };
}

function optionJson(option: Json): Json {
  const said = Object.entries(option).filter(
    ([, value]) => value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const inner = Array.isArray(option.options) && option.options.length > 0 ? { options: option.options.map((each) => optionJson(each as Json)) } : {};
  return { ...Object.fromEntries(said), ...inner };
}

function refuseGlobalOnly(guild: string | undefined, body: Said): void {
  for (const field of ['contexts', 'integration_types', 'dm_permission'] as const) {
    if (guild !== undefined && body[field] !== undefined && body[field] !== null)
      throw new Refused('command-contexts', { problems: [{ rule: 'command-contexts', path: [field] }] });
  }
}

const DAY_MS = 86_400_000;

/** Those that were not there before count towards 200 a day. */
function countCreates({ world }: Context, count: number): void {
  const now = world.clock.now();
  world.commandCreates = [...world.commandCreates.filter((at) => now - at < DAY_MS), ...Array<number>(count).fill(now)];
  if (world.commandCreates.length > limit('commands-daily')) throw new Refused('commands-daily');
}

function create(context: Context): Answer {
  const guild = scopeOf(context);
  const body = parse(createCommand, context.json);
  refuseGlobalOnly(guild, body);
  const known = inScope(context, guild);
  const same = known.find((each) => keyOf(each.json) === keyOf(body));
  if (!same && known.length >= limit('commands-count')) throw new Refused('commands-count');
  context.checked();
  if (!same) countCreates(context, 1);
  context.world.commandCalls += 1;
  return { status: same ? 200 : 201, json: keep(context, guild, same?.id, body) };
}

function keep(context: Context, guild: string | undefined, id: string | undefined, body: Said): Json {
  const key = id ?? context.world.snowflake();
  const json = commandJson(context, guild, key, body);
  context.world.commands.set(key, { id: key, json, ...(guild === undefined ? {} : { guild }) });
  return json;
}

function replace(context: Context): Answer {
  const guild = scopeOf(context);
  const bodies = parse(putCommands, context.json);
  for (const body of bodies) refuseGlobalOnly(guild, body);
  const known = inScope(context, guild);
  const idOf = (body: CommandBody) => known.find((each) => keyOf(each.json) === keyOf(body))?.id;
  context.checked();
  countCreates(context, bodies.filter((body) => idOf(body) === undefined).length);
  context.world.commandCalls += 1;
  for (const { id } of known) context.world.commands.delete(id);
  const made = bodies.map((body) => keep(context, guild, idOf(body) ?? known.find((each) => each.id === body.id)?.id, body));
  return { status: 200, json: made };
}

function edit(context: Context): Answer {
  const found = one(context);
  const body = parse(editCommand, context.json);
  refuseGlobalOnly(found.guild, body);
  context.checked();
  context.world.commandCalls += 1;
  const { id: _id, ...before } = found.json;
  return { status: 200, json: keep(context, found.guild, found.id, { ...(before as Said), ...body }) };
}

function remove(context: Context): Answer {
  context.world.commandCalls += 1;
  context.world.commands.delete(one(context).id);
  return { status: 204 };
}

function routesAt(many: string): readonly Route[] {
  const single = `${many}/{command_id}`;
  const rate = [5, 20_000] as const;
  return [
    { method: 'GET', path: many, query: ['with_localizations'], handle: list },
    { method: 'POST', path: many, rate, handle: create },
    { method: 'PUT', path: many, rate, handle: replace },
    { method: 'GET', path: single, handle: (context) => ({ status: 200, json: one(context).json }) },
    { method: 'PATCH', path: single, rate, handle: edit },
    { method: 'DELETE', path: single, rate, handle: remove },
  ];
}

export const commandRoutes: readonly Route[] = [
  ...routesAt('/applications/{application_id}/commands'),
  ...routesAt('/applications/{application_id}/guilds/{guild_id}/commands'),
];
