import { join } from 'node:path';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { beforeAll, describe, expect, test } from 'vitest';
import { fontFor, loadFonts } from '../../src/pictures/fonts.ts';
import { ROOT } from '../environment.ts';

const FONTS = join(ROOT, 'src/pictures/fonts');

const SAMPLES: Readonly<Record<string, string>> = {
  Latin: 'AzßŁźőğñǅ',
  Vietnamese: 'ễựằơ',
  Greek: 'Ωλάϊ',
  Cyrillic: 'ЖщіїЂҚө',
  Arabic: 'محمدپگچڑ',
  Hebrew: 'שרהץ',
  Devanagari: 'कषमधञ',
  Bengali: 'কখগ',
  Tamil: 'கஙச',
  Telugu: 'కఖగ',
  Gujarati: 'કખગ',
  Gurmukhi: 'ਕਖਗ',
  Kannada: 'ಕಖಗ',
  Malayalam: 'കഖഗ',
  Thai: 'กขฮ',
  Georgian: 'ნინო',
  Armenian: 'ԱԲգ',
  Japanese: 'さアー々込畑辻',
  'simplified Chinese': '王伟张丽龙',
  'traditional Chinese': '國龍聲嘰籲',
  Korean: '김뷁힣ㅋ',
  'small capitals': 'ᴀʙᴏ',
  symbols: '★♪♫☾✿→♥❄●',
};
const EMOJI = ['😀', '👩‍💻', '👨‍👩‍👧‍👦', '🇩🇪', '🇺🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '1️⃣', '❤️', '⚡', '🧑🏿‍🚀', '🫠'];
/** Nobody has given it a meaning yet. */
const UNASSIGNED = '\u0378';

beforeAll(async () => loadFonts(FONTS, [...Object.values(SAMPLES), ...EMOJI, UNASSIGNED]));

function draw(text: string, font = fontFor(text, 500, 28)): { pixels: string; isColored: boolean; width: number } {
  const context: SKRSContext2D = createCanvas(120, 60).getContext('2d');
  context.font = font;
  context.fillText(text, 20, 40);
  const { data } = context.getImageData(0, 0, 120, 60);
  const isColored = data.some((value, at) => at % 4 === 0 && Math.abs(value - data[at + 2]!) > 60);
  return { pixels: Buffer.from(data).toString('latin1'), isColored, width: context.measureText(text).width };
}

describe.each(Object.entries(SAMPLES))('%s', (_, sample) => {
  test.each([...sample])('has %s', (letter) => {
    const { pixels } = draw(letter);
    expect(pixels).not.toBe(draw('').pixels);
    expect(pixels).not.toBe(draw(UNASSIGNED).pixels);
    expect(pixels).not.toBe(draw(letter, '28px "Quorum any"').pixels);
  });
});

describe('emoji', () => {
  test.each(EMOJI)('%s is one picture in color', (emoji) => {
    const { isColored, width, pixels } = draw(emoji);
    expect(pixels).not.toBe(draw(UNASSIGNED).pixels);
    // A family has no colors of its own in this font.
    if (emoji !== '👨‍👩‍👧‍👦') expect(isColored).toBe(true);
    expect(width).toBeCloseTo(draw('😀').width, 0);
  });

  test('a heart is a symbol, or an emoji to who asks for it', () => {
    expect(draw('\u2764').isColored).toBe(false);
    expect(draw('\u2764\ufe0f').isColored).toBe(true);
  });
});

test('what no font can draw is a dot, not an empty box', () => {
  const { pixels } = draw(UNASSIGNED);
  expect(pixels).not.toBe(draw('').pixels);
  expect(pixels).not.toBe(draw(UNASSIGNED, '28px "Quorum inter-500"').pixels);
  expect(draw('\u{1f8ff}').pixels).toBe(pixels);
});

test('Arabic letters are joined, Indian ones grow together', () => {
  const parted = (text: string) => [...text].join('\u200c');
  for (const word of ['محمد', 'क्ष']) expect(draw(word).pixels).not.toBe(draw(parted(word)).pixels);
  expect(draw('لا').width).toBeLessThan(draw(parted('لا')).width);
});

test('the same sign is Japanese beside kana, and else Chinese', () => {
  const order = (text: string) =>
    fontFor(text, 500, 28)
      .split(',')
      .findIndex((family) => family.includes('japanese'));
  const chinese = (text: string) =>
    fontFor(text, 500, 28)
      .split(',')
      .findIndex((family) => family.includes('"Quorum chinese"'));
  expect(order('山田さん')).toBeLessThan(chinese('山田さん'));
  expect(order('山田')).toBeGreaterThan(chinese('山田'));
});

test('figures are of one width, so that points stand in columns', () => {
  expect(draw('1,111', fontFor('1', 700, 28)).width).toBeCloseTo(draw('8,888', fontFor('1', 700, 28)).width);
});

test('a text takes only the fonts that it needs', () => {
  expect(fontFor('Ada', 500, 28)).toBe('28px "Quorum inter-500","Quorum any"');
  expect(fontFor('محمد', 700, 28)).toBe('28px "Quorum inter-700","Quorum arabic","Quorum any"');
});
