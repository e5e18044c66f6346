import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { GlobalFonts } from '@napi-rs/canvas';

export type Weight = 500 | 700;

interface Face {
  /** Of a file: `{name}.ttf.br`. */
  name: string;
  /** What it is loaded for. */
  letters: RegExp;
}

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
// Marks of length and punctuation belong to no script of their own, but are used with these.
const HAN = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** In the order in which they are asked for a letter. Latin, Greek and Cyrillic come first, and are always there. */
const FACES: readonly Face[] = [
  { name: 'arabic', letters: /\p{scx=Arabic}/u },
  { name: 'devanagari', letters: /\p{scx=Devanagari}/u },
  { name: 'hebrew', letters: /\p{scx=Hebrew}/u },
  { name: 'thai', letters: /\p{scx=Thai}/u },
  { name: 'bengali', letters: /\p{scx=Bengali}/u },
  { name: 'tamil', letters: /\p{scx=Tamil}/u },
  { name: 'telugu', letters: /\p{scx=Telugu}/u },
  { name: 'gujarati', letters: /\p{scx=Gujarati}/u },
  { name: 'gurmukhi', letters: /\p{scx=Gurmukhi}/u },
  { name: 'kannada', letters: /\p{scx=Kannada}/u },
  { name: 'malayalam', letters: /\p{scx=Malayalam}/u },
  { name: 'georgian', letters: /\p{scx=Georgian}/u },
  { name: 'armenian', letters: /\p{scx=Armenian}/u },
  { name: 'phonetic', letters: /[\u1d00-\u1dbf]/u },
  // The same sign is written differently in Japan and in China. Kana beside it tell where we are.
  { name: 'japanese', letters: KANA },
  { name: 'chinese', letters: HAN },
  { name: 'japanese', letters: HAN },
  { name: 'chinese-more', letters: HAN },
  { name: 'korean', letters: /\p{Script=Hangul}/u },
  // A heart may be a symbol or an emoji: who wants the emoji says so by a sign of its own.
  { name: 'emoji', letters: /\ufe0f/ },
  { name: 'symbols', letters: /[\u2190-\u2bff]/u },
  { name: 'symbols-more', letters: /[\u2190-\u2bff]/u },
  { name: 'emoji', letters: /\p{Extended_Pictographic}|\p{RI}|\u20e3/u },
];

/** Has a dot for whatever no other font can draw, where a canvas would put an empty box. */
const ANY = 'any';

/** The fonts for a text as a canvas takes them. */
export function fontFor(text: string, weight: Weight, sizePx: number): string {
  const families = [`inter-${weight}`, ...facesFor(text), ANY].map((name) => `"${familyOf(name)}"`);
  return `${sizePx}px ${families.join(',')}`;
}

/**
 * Makes ready what these texts need: without its fonts a canvas draws nothing, and does not say so. Each file is read and unpacked
 * once, off the event loop, when the first text asks for it.
 * @throws when a file is missing
 */
export async function loadFonts(folder: string, texts: readonly string[]): Promise<void> {
  const names = new Set(['inter-500', 'inter-700', ANY, ...facesFor(texts.join(' '))]);
  await Promise.all([...names].map((name) => load(join(folder, `${name}.ttf.br`), familyOf(name))));
}

function facesFor(text: string): string[] {
  return [...new Set(FACES.filter(({ letters }) => letters.test(text)).map(({ name }) => name))];
}

/** A name that no font of the system has: the same picture on every machine. */
function familyOf(name: string): string {
  return `Quorum ${name}`;
}

const unpack = promisify(brotliDecompress);
const loads = new Map<string, Promise<void>>();

function load(file: string, family: string): Promise<void> {
  const known = loads.get(file);
  if (known) return known;
  const loading = register(file, family);
  loads.set(file, loading);
  // Who asks again may have more luck.
  loading.catch(() => loads.delete(file));
  return loading;
}

async function register(file: string, family: string): Promise<void> {
  if (!GlobalFonts.register(await unpack(await readFile(file)), family)) throw new Error(`no font in ${file}`);
}
