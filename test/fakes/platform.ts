import type { Account } from '../../src/bot/event.ts';
import type { Message } from '../../src/bot/view.ts';
import { type MessageRef, type MissingRight, NotDelivered, type Platform, type Target } from '../../src/platforms/platform.ts';

export interface FakePlatform extends Platform {
  /** What stands where, in the order in which it was sent. */
  readonly posts: { target: Target; key: string; ref: MessageRef; message: Message; edits: number }[];
  readonly told: { account: Account; message: Message }[];
  /** What happens at the next sends, one each: it is refused so, or it `arrives` and its answer is lost. */
  faults: ('arrives' | 'lost' | NotDelivered['reason'])[];
  missing: readonly MissingRight[];
}

/** A vendor that remembers what was posted under a key, or does not. */
export function fakePlatform({ name = 'table', findsPosts = true } = {}): FakePlatform {
  const posts: FakePlatform['posts'] = [];
  const told: FakePlatform['told'] = [];
  const platform: FakePlatform = {
    name,
    findsPosts,
    posts,
    told,
    faults: [],
    missing: [],
    start: async () => {},
    stop: async () => {},
    async post(target, message, key) {
      const fault = platform.faults.shift();
      if (fault === 'lost') throw new Error('the connection broke');
      if (fault !== undefined && fault !== 'arrives') throw new NotDelivered(fault, 'as the test says');
      const before = findsPosts ? posts.find((each) => each.key === key) : undefined;
      const ref = before?.ref ?? { channel: target.channel, message: `m${posts.length + 1}` };
      if (!before) posts.push({ target, key, ref, message, edits: 0 });
      if (fault === 'arrives') throw findsPosts ? new Error('the connection broke') : new NotDelivered('unknown', 'timeout');
      return ref;
    },
    async edit(ref, message) {
      const post = posts.find((each) => each.ref.message === ref.message);
      if (!post) throw new NotDelivered('gone', 'no such message');
      Object.assign(post, { message, edits: post.edits + 1 });
    },
    async tell(account, message) {
      told.push({ account, message });
    },
    check: async () => platform.missing,
  };
  return platform;
}
