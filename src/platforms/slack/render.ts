import type { CommandShape } from '../../bot/command.ts';
import { paginate } from '../../bot/paginate.ts';
import { remember } from '../../bot/remember.ts';
import { encodeRoute, type Route } from '../../bot/route.ts';
import type { Block, Message } from '../../bot/view.ts';
import { type Button, type Content, type MessageBlock, mrkdwn, plain } from './block-kit.ts';
import { button, type Piece, type RenderOptions, renderBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { type CommandNames, escapeText, literal, oneLine } from './markdown.ts';

/**
 * A message as Slack shows it: the page asked for when it takes several.
 * @throws when it takes several and has no route to make it again: a test over all content shows that none does.
 */
export function renderMessage(message: Message, options: RenderOptions): Content {
  const { text, blocks } = renderPage(message, options);
  if (message.mention === undefined || !GROUP.test(message.mention)) return { text, blocks };
  // The only mention that we ever make: an admin chose it.
  const mention = `<!subteam^${message.mention}>`;
  return { text: `${mention} ${text}`, blocks: [{ type: 'section', text: mrkdwn(mention) }, ...blocks] };
}

/** A user group's id. @see https://docs.slack.dev/messaging/formatting-message-text#mentioning-groups */
const GROUP = /^S[A-Z0-9]{2,20}$/;

function renderPage(message: Message, options: RenderOptions): Content {
  const blocks = marked(message);
  const pieceOf = createPieces(options);
  const whole = blocks.map(pieceOf);
  if (fits(whole)) return keep(blocks, whole, options.commands);
  const { again } = message;
  if (!again) throw new Error('a message that is too long has no route to its pages');
  const pages = cut(blocks, again, pieceOf, options.commands);
  const page = Math.min(Math.max(message.page ?? 1, 1), pages.length);
  const shown = pages[page - 1] ?? [];
  return keep(shown, [...shown.map(pieceOf), turningPiece(again, { page, of: pages.length })], options.commands);
}

/** Texts of the content are shown again and again: how they are written, and where a long message was cut. */
interface Kept {
  pieces: Map<string, Piece>;
  pages: Map<string, readonly (readonly Block[])[]>;
}

const PIECES_KEPT = 500;
const PAGES_KEPT = 50;
const keptByCommands = new WeakMap<CommandNames, Kept>();

function keptFor(commands: CommandNames): Kept {
  const kept = keptByCommands.get(commands) ?? { pieces: new Map(), pages: new Map() };
  keptByCommands.set(commands, kept);
  return kept;
}

function keyOf(block: Block): string | undefined {
  return block.kind === 'text' || block.kind === 'note' ? `${block.kind} ${block.markdown}` : undefined;
}

/** Renders a block once, however often it is measured while pages are made. */
function createPieces(options: RenderOptions): (block: Block) => Piece {
  const kept = keptFor(options.commands).pieces;
  const made = new Map<string | Block, Piece>();
  return (block) => {
    const key = keyOf(block);
    const known = (key === undefined ? undefined : kept.get(key)) ?? made.get(key ?? block);
    if (known) return known;
    const piece = renderBlock(block, options);
    made.set(key ?? block, piece);
    return piece;
  };
}

function keep(blocks: readonly Block[], pieces: readonly Piece[], commands: CommandNames): Content {
  const kept = keptFor(commands).pieces;
  blocks.forEach((block, index) => {
    const key = keyOf(block);
    const piece = pieces[index];
    if (key === undefined || !piece) return;
    remember(kept, key, piece, PIECES_KEPT);
  });
  const text = pieces.map((piece) => piece.text).filter((part) => part !== '');
  return { text: text.join('\n') || '…', blocks: uniqueIds(pieces.flatMap((piece) => piece.blocks)) };
}

function fits(pieces: readonly Piece[]): boolean {
  const sum = (measure: (piece: Piece) => number): number => pieces.reduce((total, piece) => total + measure(piece), 0);
  return (
    sum(({ text }) => text.length + 1) <= LIMITS.messageText &&
    sum(({ blocks }) => blocks.length) <= LIMITS.messageBlocks &&
    sum(({ size }) => size) <= LIMITS.messageJson
  );
}

function cut(blocks: readonly Block[], again: Route, pieceOf: (block: Block) => Piece, commands: CommandNames): readonly (readonly Block[])[] {
  const { pages: kept } = keptFor(commands);
  const key = JSON.stringify(blocks);
  const turning = turningPiece(again, { page: 10, of: 20 });
  const isPage = (some: readonly Block[]): boolean => fits([...some.map(pieceOf), turning]);
  const pages = kept.get(key) ?? withHeadings(paginate(blocks, isPage), isPage);
  remember(kept, key, pages, PAGES_KEPT);
  return pages;
}

/** A heading at the end of a page goes to what it stands over. */
function withHeadings(pages: readonly (readonly Block[])[], isPage: (blocks: readonly Block[]) => boolean): Block[][] {
  const moved = pages.map((page) => [...page]);
  moved.forEach((page, index) => {
    const next = moved[index + 1];
    const last = page.at(-1);
    if (next && page.length > 1 && last?.kind === 'heading' && isPage([last, ...next])) next.unshift(...page.splice(-1));
  });
  return moved;
}

/** Under the help that `/quorum` alone shows: every command to choose from. `word` is what was typed and is none. */
export function withCommandMenu({ text, blocks }: Content, commands: readonly CommandShape[], word: string): Content {
  const sorry = `I don’t know “${oneLine(word, LIMITS.optionText)}”. This is what I know:`;
  const menu: MessageBlock = {
    type: 'section',
    text: mrkdwn('Or choose here, and fill in a form:'),
    accessory: {
      type: 'static_select',
      action_id: 'c/',
      placeholder: plain('Choose…'),
      options: commands
        .slice(0, LIMITS.options)
        .map(({ name, summary }) => ({ text: plain(name), value: `c/${name}`, description: plain(oneLine(summary, LIMITS.optionText)) })),
    },
  };
  if (word === '') return { text, blocks: [...blocks, menu] };
  return { text: `${escapeText(sorry)}\n${text}`, blocks: [{ type: 'section', text: mrkdwn(literal(sorry)) }, ...blocks, menu] };
}

/** Slack's only colored edge is that of legacy attachments, which hide long content behind "Show more": a sign says it too. */
const SIGNS: Readonly<Record<Message['tone'], string>> = { plain: '', good: '✅ ', bad: '⚠️ ' };

function marked({ blocks, tone }: Message): readonly Block[] {
  const [first, ...rest] = blocks;
  const sign = SIGNS[tone];
  if (first === undefined || sign === '') return blocks;
  if (first.kind === 'heading') return [{ ...first, text: `${sign}${first.text}` }, ...rest];
  return first.kind === 'text' ? [{ ...first, markdown: `${sign}${first.markdown}` }, ...rest] : blocks;
}

function turningPiece(again: Route, { page, of }: { page: number; of: number }): Piece {
  const turn = (label: string, to: number): Button => button(label, encodeRoute({ ...again, page: to }));
  const elements = [...(page > 1 ? [turn('Previous', page - 1)] : []), ...(page < of ? [turn('Next page', page + 1)] : [])];
  const text = `Page ${page} of ${of}`;
  const blocks: MessageBlock[] = [
    { type: 'context', elements: [mrkdwn(text)] },
    { type: 'actions', elements },
  ];
  return { text, blocks, size: JSON.stringify(blocks).length };
}

/** An action_id may stand once in a block; we keep it to once in a message. What is pressed is told by the value. */
function uniqueIds(blocks: readonly MessageBlock[]): MessageBlock[] {
  const seen = new Map<string, number>();
  const renamed = <Element extends { action_id: string }>(element: Element): Element => {
    const times = (seen.get(element.action_id) ?? 0) + 1;
    seen.set(element.action_id, times);
    return times === 1 ? element : { ...element, action_id: `${element.action_id}#${times}` };
  };
  return blocks.map((block) => {
    if (block.type === 'actions') return { ...block, elements: block.elements.map(renamed) };
    return block.type === 'section' && 'accessory' in block && block.accessory ? { ...block, accessory: renamed(block.accessory) } : block;
  });
}
