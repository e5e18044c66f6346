// What may be done to an answer's text to see whether its grade means anything. All by a seed, so that figures can be repeated.

/** Numbers from 0 to 1. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** All words in another order. */
export function shuffle(text: string, roll: () => number): string {
  const words = text.split(/\s+/);
  for (let at = words.length - 1; at > 0; at -= 1) {
    const other = Math.floor(roll() * (at + 1));
    [words[at], words[other]] = [words[other] as string, words[at] as string];
  }
  return words.join(' ');
}

/** One letter in `oneIn` dropped, doubled, swapped with the next or replaced. */
export function mistype(text: string, oneIn: number, roll: () => number): string {
  const letters = [...text];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] as string;
    if (!/[a-z]/i.test(letter) || roll() >= 1 / oneIn) continue;
    const next = letters[at + 1];
    const kind = Math.floor(roll() * 4);
    if (kind === 0) letters[at] = '';
    else if (kind === 1) letters[at] = letter + letter;
    else if (kind === 2 && next !== undefined && /[a-z]/i.test(next)) [letters[at], letters[at + 1]] = [next, letter];
    else letters[at] = String.fromCharCode(97 + Math.floor(roll() * 26));
  }
  return letters.join('');
}

const AUXILIARIES = 'is are was were can will would should must could may might has have had does do did';
const VERBS = `accept add agree allow answer appear ask belong break bring build buy call catch change check choose come compare copy cost count
  crash delete depend deserve die drop ensure even expire fail fall fetch fill find fix flush forget forward get give go grow guarantee handle
  happen help hit hold hope include increase keep know land last learn leave let list live load lock look lose make match mean measure merge
  miss mix move need notice offer open order own pay pick point poll prefer prevent promise protect pull push put read rebuild receive refuse
  reject remember remove repair repeat replace reply retry return run save say scale see send serve set share shard show skip slow spread
  start stay stop store survive take tell throw treat trust try turn update use verify wait wake want watch weigh win wipe work write`.split(/\s+/);
const FORMS = [...AUXILIARIES.split(' '), ...VERBS.flatMap((verb) => [verb, `${verb}s`, verb.replace(/e?$/, 'es'), verb.replace(/y$/, 'ies')])];
const VERB = new RegExp(`(?<![\\w-])(${[...new Set(FORMS)].join('|')})(?![\\w-])`, 'gi');

/** "Not" before every verb: what is said is no longer what is meant. */
export function deny(text: string): string {
  return text.replace(VERB, 'not $1');
}

export const LIST_OF_TERMS =
  '\n\nconsistent hashing, load balancer, sharding, replication, CAP theorem, Kafka, Redis, CDN, microservices, eventual consistency, Raft, Paxos, gossip, Bloom filter';

const PIECES = [
  () => '',
  () => ' \t\n'.repeat(50),
  () => '🙂👩‍👩‍👧‍👦🏳️‍🌈'.repeat(40),
  () => 'سلام خادم ذاكرة '.repeat(30),
  () => '服务器缓存数据库'.repeat(60),
  () => `${'('.repeat(400)}a${')+'.repeat(400)}`,
  () => `${'a'.repeat(3000)}!`,
  () => 'not '.repeat(600),
  () => 'a,'.repeat(900),
  () => '. '.repeat(900),
  () => '```\n- 1. a) > # '.repeat(90),
  () => `${'key '.repeat(300)}moves.`,
  () => '\u0000\u200b\u202e\ufeff\ud800'.repeat(60),
  () => `${'((a+)+)+$ '.repeat(80)}`,
  () => '“never” ’ „not“ '.repeat(80),
  () => `https://example.org/${'x/'.repeat(200)}`,
];

/** A text that nobody would write but somebody will send: pieces of the worst kinds, of prose and of noise, up to 40,000 characters. */
export function hostileText(prose: readonly string[], roll: () => number): string {
  const one = <Item>(from: readonly Item[]): Item => from[Math.floor(roll() * from.length)] as Item;
  const noise = () => Array.from({ length: Math.floor(roll() * 80) }, () => String.fromCodePoint(Math.floor(roll() * 0x2fff))).join('');
  const parts = Array.from({ length: 1 + Math.floor(roll() * 6) }, () => {
    const kind = roll();
    if (kind < 0.4) return one(PIECES)();
    return kind < 0.7 ? one(prose) : noise();
  });
  const text = parts.join(one([' ', '\n', '', ', ', '. ']));
  return roll() < 0.02 ? text.repeat(1 + Math.ceil(40_000 / (text.length + 1))).slice(0, 40_000) : text;
}
