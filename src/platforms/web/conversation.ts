import type { Message } from '../../bot/view.ts';
import { CHANNEL } from './learners.ts';
import { LIMITS } from './limits.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { renderMessage } from './render.ts';
import type { Cause, ShownMessage } from './wire.ts';

/** What is said in the playground, in memory. */
export interface Conversation {
  /** A new message in the channel, or for one learner alone. */
  add(where: string, message: Message, frame?: Frame): ShownMessage;
  /** Replaces a message for everybody who sees it, also one that was forgotten in the meantime. */
  replace(id: string, message: Message): ShownMessage;
  /** As the view that it was, while it is remembered. */
  find(id: string): Message | undefined;
  mayBeSeenBy(learner: string, id: string): boolean;
  history(learner: string): readonly ShownMessage[];
  /** Calls for each message, new or edited, that this learner may see. @returns how to end it. */
  listen(learner: string, listener: (message: ShownMessage) => void): () => void;
  readonly pictures: Pictures;
}

export interface Frame {
  cause?: Cause;
  under?: string;
}

interface Kept {
  message: Message;
  shown: ShownMessage;
}

export function createConversation({ now, newId }: { now(): number; newId(): string }): Conversation {
  const rooms = new Map<string, Map<string, Kept>>();
  const listeners = new Set<{ learner: string; listener: (message: ShownMessage) => void }>();
  const pictures = createPictures();
  let lastVersion = 0;

  function keep(id: string, message: Message, frame: Frame): ShownMessage {
    const where = placeOf(id);
    const room = rooms.get(where) ?? new Map<string, Kept>();
    rooms.set(where, room);
    lastVersion = Math.max(now(), lastVersion + 1); // a time, so that it beats those given before a restart; never twice the same
    const at = room.get(id)?.shown.at ?? lastVersion;
    const shown = { id, version: lastVersion, at, private: where !== CHANNEL, ...renderMessage(message, pictures.keep), ...frame };
    room.set(id, { message, shown });
    for (const oldest of room.keys()) if (room.size > LIMITS.historyMessages) room.delete(oldest);
    for (const { learner, listener } of listeners) if (isFor(learner, where)) listener(shown);
    return shown;
  }

  function find(id: string): Kept | undefined {
    return rooms.get(placeOf(id))?.get(id);
  }

  return {
    pictures,
    add: (where, message, frame = {}) => keep(`${where}.${newId()}`, message, frame),
    replace(id, message) {
      const { cause, under } = find(id)?.shown ?? {};
      return keep(id, message, { ...(cause && { cause }), ...(under !== undefined && { under }) });
    },
    find: (id) => find(id)?.message,
    mayBeSeenBy: (learner, id) => isFor(learner, placeOf(id)),
    history(learner) {
      const seen = [CHANNEL, learner].flatMap((where) => [...(rooms.get(where)?.values() ?? [])].map((kept) => kept.shown));
      return seen.toSorted((one, other) => one.at - other.at);
    },
    listen(learner, listener) {
      const entry = { learner, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}

function placeOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

function isFor(learner: string, where: string): boolean {
  return where === CHANNEL || where === learner;
}
