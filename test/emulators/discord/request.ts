import type { IncomingMessage } from 'node:http';
import { Refused } from './refusal.ts';
import { limit } from './rules.ts';
import type { SentFile } from './types.ts';

/** A request as it came, before anything is said about it. */
export interface RestRequest {
  method: string;
  /** Without `/v10`. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  userAgent: string;
  contentType: string;
  raw: Buffer;
}

export interface Body {
  json: unknown;
  /** By the n of files[n]. */
  files: ReadonlyMap<number, SentFile>;
}

export async function readRequest(incoming: IncomingMessage): Promise<RestRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://emulator');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization,
    userAgent: incoming.headers['user-agent'] ?? '',
    contentType: incoming.headers['content-type'] ?? '',
    raw: Buffer.concat(chunks),
  };
}

/** @see https://discord.com/developers/docs/reference#uploading-files */
export async function readBody(request: RestRequest): Promise<Body> {
  const none = new Map<number, SentFile>();
  if (request.raw.length === 0) return { json: undefined, files: none };
  if (/^application\/json\b/.test(request.contentType)) return { json: parseJson(request.raw.toString('utf8')), files: none };
  if (!/^multipart\/form-data\b/.test(request.contentType)) throw new Refused('content-type', { detail: request.contentType });
  const form = await new Response(new Uint8Array(request.raw), { headers: { 'content-type': request.contentType } }).formData().catch(() => undefined);
  if (!form) throw new Refused('content-type', { detail: 'not a multipart body' });
  return fromForm(form);
}

async function fromForm(form: FormData): Promise<Body> {
  const files = new Map<number, SentFile>();
  let json: unknown = {};
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (name === 'payload_json') json = parseJson(typeof value === 'string' ? value : await value.text());
    else if (index === undefined || typeof value === 'string') throw new Refused('file-field', { detail: name });
    else files.set(Number(index), { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  const tooLarge = [...files.values()].find((file) => file.bytes.length > limit('attachment-size'));
  if (tooLarge) throw new Refused('attachment-size', { detail: tooLarge.name });
  if (files.size > limit('attachments-count')) throw new Refused('attachments-count', { problems: [{ rule: 'attachments-count', path: ['files'] }] });
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('json');
  }
}
