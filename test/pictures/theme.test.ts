import { describe, expect, test } from 'vitest';
import { COLORS, type Theme } from '../../src/pictures/theme.ts';

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['light', 'dark'] satisfies Theme[])('the %s theme', (theme) => {
  const { paper, tint, ink, soft, accent, good, goodTint, bad, badTint, ice, iceTint, ramp, medals, onMedal } = COLORS[theme];

  test.each([
    ['ink on paper', ink, paper],
    ['ink on tint', ink, tint],
    ['soft on paper', soft, paper],
    ['soft on tint', soft, tint],
    ...medals.map((medal) => ['a rank on its medal', onMedal, medal]),
  ])('%s can be read', (_, text, ground) => {
    expect(contrast(text!, ground!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['accent', accent, paper],
    ['good', good, goodTint],
    ['bad', bad, badTint],
    ['ice', ice, iceTint],
  ])('the sign in %s stands out', (_, sign, ground) => {
    expect(contrast(sign, ground)).toBeGreaterThanOrEqual(3);
  });

  test('more answers stand out more', () => {
    const contrasts = ramp.map((shade) => contrast(shade, paper));
    expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
    for (const [index, shade] of ramp.slice(1).entries()) expect(contrast(shade, ramp[index]!)).toBeGreaterThan(1.4);
  });
});
