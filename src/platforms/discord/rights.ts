import { PermissionFlagsBits, type REST, RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { MissingRight } from '../platform.ts';
import { CODES, call, codeOf } from './call.ts';
import { RIGHTS } from './invite.ts';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const overwrite = z.object({ id: z.string(), allow: bits, deny: bits });
const channelShape = z.object({
  type: z.int(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwrite).default([]),
});
const rolesShape = z.array(z.object({ id: z.string(), permissions: bits }));
const memberShape = z.object({ roles: z.array(z.string()) });
/** Threads have the rights of the channel that they hang on. */
const THREADS = [10, 11, 12];

interface Standing {
  guild: string;
  me: string;
  /** Role ids of ours. */
  mine: readonly string[];
  roles: z.output<typeof rolesShape>;
  overwrites: readonly z.output<typeof overwrite>[];
}

/** What we lack in a channel to do all that we do there. */
export async function missingRights(rest: REST, me: string, channel: string): Promise<MissingRight[]> {
  const get = (route: `/${string}`) => call(rest, { method: RequestMethod.Get, route });
  try {
    const found = channelShape.parse(await get(Routes.channel(channel)));
    if (found.guild_id === undefined) return []; // a direct message
    const ruling = THREADS.includes(found.type) && found.parent_id ? channelShape.parse(await get(Routes.channel(found.parent_id))) : found;
    const guild = found.guild_id;
    const [roles, member] = await Promise.all([get(Routes.guildRoles(guild)), get(Routes.guildMember(guild, me))]);
    const has = rightsOf({ guild, me, mine: memberShape.parse(member).roles, roles: rolesShape.parse(roles), overwrites: ruling.permission_overwrites });
    return RIGHTS.filter(({ bit }) => (has & bit) === 0n).map(({ name, reason, ...right }) => ({
      right: `${name}: ${reason}`,
      grantAt: 'Edit Channel → Permissions → Quorum',
      ...('optional' in right ? { optional: right.optional } : {}),
    }));
  } catch (fault) {
    if (codeOf(fault) === CODES.unknownChannel) return [{ right: 'there is no such channel', grantAt: 'choose another one in `/setup`' }];
    if (codeOf(fault) !== CODES.missingAccess) throw fault;
    return [{ right: `View Channel: ${RIGHTS[0].reason}`, grantAt: 'Edit Channel → Permissions → add Quorum' }];
  }
}

/** @see https://docs.discord.com/developers/topics/permissions#permission-overwrites */
function rightsOf({ guild, me, mine, roles, overwrites }: Standing): bigint {
  const held = roles.filter(({ id }) => id === guild || mine.includes(id)).reduce((all, { permissions }) => all | permissions, 0n);
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return (1n << 64n) - 1n;
  const layers = [(id: string) => id === guild, (id: string) => mine.includes(id), (id: string) => id === me];
  return layers.reduce((rights, concerns) => {
    const layer = overwrites.filter(({ id }) => concerns(id));
    const deny = layer.reduce((all, each) => all | each.deny, 0n);
    const allow = layer.reduce((all, each) => all | each.allow, 0n);
    return (rights & ~deny) | allow;
  }, held);
}
