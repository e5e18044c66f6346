import { type Problem, refuseForm } from './refusal.ts';
import { limit, type RuleId } from './rules.ts';
import type { Embed, MessageBody } from './schema-message.ts';
import { FLAG } from './schema-message.ts';
import type { SentFile } from './types.ts';

/** What a body is checked against: the message that it edits, if any, and the files sent along. */
export interface Around {
  files: ReadonlyMap<number, SentFile>;
  edits?: { flags: number; content: string; embeds: number; attachments: readonly { id: string; filename: string }[] };
}

type Path = readonly PropertyKey[];
interface Node {
  type: number;
  path: Path;
  json: Readonly<Record<string, unknown>>;
}

/** What one field alone does not show: totals, uniqueness, references, and what may stand together. */
export function checkMessage(body: MessageBody, around: Around): void {
  const v2 = (((body.flags ?? 0) | (around.edits?.flags ?? 0)) & FLAG.componentsV2) !== 0;
  const nodes = flatten(body.components ?? [], ['components']);
  refuseForm([
    ...embedTotal(body.embeds ?? []),
    ...(v2 ? checkV2(body, around, nodes) : checkLegacy(body, nodes)),
    ...duplicates(nodes, 'custom_id', 'custom-id-unique'),
    ...duplicates(nodes, 'id', 'component-id-unique'),
    ...attachments(body, around, nodes, v2),
    ...empty(body, around),
  ]);
}

/** Every component, nested ones included, in order. */
export function flatten(components: readonly unknown[], path: Path): Node[] {
  return components.flatMap((each, index) => nodeAt(each, [...path, index]));
}

function nodeAt(value: unknown, path: Path): Node[] {
  const json = value as Readonly<Record<string, unknown>>;
  const inner = Array.isArray(json.components) ? flatten(json.components, [...path, 'components']) : [];
  const single = (['accessory', 'component'] as const).flatMap((name) => (json[name] ? nodeAt(json[name], [...path, name]) : []));
  return [{ type: Number(json.type), path, json }, ...inner, ...single];
}

function checkV2(body: MessageBody, around: Around, nodes: readonly Node[]): Problem[] {
  const problems: Problem[] = [];
  const keeps = (sent: unknown, had: boolean | undefined) => (sent === undefined ? had === true : false);
  if (body.content || keeps(body.content, (around.edits?.content ?? '') !== '')) problems.push({ rule: 'v2-legacy-fields', path: ['content'] });
  if (body.embeds?.length || keeps(body.embeds, (around.edits?.embeds ?? 0) > 0)) problems.push({ rule: 'v2-legacy-fields', path: ['embeds'] });
  if (nodes.length > limit('component-total')) problems.push({ rule: 'component-total', path: ['components'] });
  const characters = nodes.filter((each) => each.type === 10).reduce((sum, each) => sum + String(each.json.content).length, 0);
  if (characters > limit('component-text-total')) problems.push({ rule: 'component-text-total', path: ['components'] });
  return problems;
}

function checkLegacy(body: MessageBody, nodes: readonly Node[]): Problem[] {
  const top = nodes.filter((each) => each.path.length === 2);
  const layout: Problem[] = top.filter((each) => each.type !== 1).map((each) => ({ rule: 'v2-flag', path: [...each.path, 'type'] }));
  return (body.components?.length ?? 0) > limit('legacy-rows') ? [...layout, { rule: 'legacy-rows', path: ['components'] }] : layout;
}

export function duplicates(nodes: readonly Node[], field: 'custom_id' | 'id', rule: RuleId): Problem[] {
  const seen = new Set<unknown>();
  return nodes.flatMap((each) => {
    const value = each.json[field];
    // An id of 0 means none.
    if (value === undefined || value === null || value === 0) return [];
    if (seen.has(value)) return [{ rule, path: [...each.path, field] }];
    seen.add(value);
    return [];
  });
}

function embedTotal(embeds: readonly Embed[]): Problem[] {
  const size = (each: Embed) =>
    [each.title, each.description, each.footer?.text, each.author?.name, ...(each.fields ?? []).flatMap((field) => [field.name, field.value])].reduce(
      (sum, part) => sum + (part?.length ?? 0),
      0,
    );
  return embeds.reduce((sum, each) => sum + size(each), 0) > limit('embed-total') ? [{ rule: 'embed-total', path: ['embeds'] }] : [];
}

function attachments(body: MessageBody, around: Around, nodes: readonly Node[], v2: boolean): Problem[] {
  const existing = around.edits?.attachments ?? [];
  const declared = body.attachments ?? undefined;
  const problems: Problem[] = (declared ?? []).flatMap((each, index) =>
    around.files.has(Number(each.id)) || existing.some((had) => had.id === each.id) ? [] : [{ rule: 'attachment-id', path: ['attachments', index, 'id'] }],
  );
  const kept = declared ? existing.filter((had) => declared.some((each) => each.id === had.id)) : existing;
  const sent = [...around.files].map(([index, file]) => declared?.find((each) => each.id === String(index))?.filename ?? file.name);
  const names = new Set([...kept.map((each) => each.filename), ...sent]);
  const references = [...nodes.flatMap(urlsOf), ...(body.embeds ?? []).flatMap((each, index) => embedUrls(each, ['embeds', index]))];
  for (const { url, path } of references)
    if (url.startsWith('attachment://') && !names.has(url.slice(13))) problems.push({ rule: 'attachment-reference', path });
  const shown = new Set(references.map(({ url }) => url));
  if (v2 && sent.some((name) => !shown.has(`attachment://${name}`))) problems.push({ rule: 'attachment-unused', path: ['attachments'] });
  if (kept.length + sent.length > limit('attachments-count')) problems.push({ rule: 'attachments-count', path: ['attachments'] });
  return problems;
}

function urlsOf(node: Node): { url: string; path: Path }[] {
  const url = (holder: unknown) => (holder as { url: string }).url;
  if (node.type === 11) return [{ url: url(node.json.media), path: [...node.path, 'media', 'url'] }];
  if (node.type === 13) return [{ url: url(node.json.file), path: [...node.path, 'file', 'url'] }];
  if (node.type !== 12) return [];
  return (node.json.items as { media: unknown }[]).map((item, index) => ({ url: url(item.media), path: [...node.path, 'items', index, 'media', 'url'] }));
}

function embedUrls(embed: Embed, path: Path): { url: string; path: Path }[] {
  return (['image', 'thumbnail'] as const).flatMap((name) => {
    const url = embed[name]?.url;
    return url ? [{ url, path: [...path, name, 'url'] }] : [];
  });
}

/** A message must end up with something in it. An edit that says nothing of a field leaves it. */
function empty(body: MessageBody, around: Around): Problem[] {
  const was = around.edits;
  const content = body.content === undefined ? was?.content : body.content;
  const embeds = body.embeds === undefined ? was?.embeds : body.embeds?.length;
  const files = around.files.size + (body.attachments?.length ?? was?.attachments.length ?? 0);
  const components = body.components === undefined ? was !== undefined : (body.components?.length ?? 0) > 0;
  return content || embeds || files > 0 || components ? [] : [{ rule: 'empty-message', path: [] }];
}
