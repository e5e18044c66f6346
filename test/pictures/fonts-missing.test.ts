import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFonts } from '../../src/pictures/fonts.ts';
import { ROOT } from '../environment.ts';

test('without its fonts a picture is refused, not drawn empty', async () => {
  await expect(loadFonts(join(ROOT, 'src'), ['Ada'])).rejects.toThrow('.ttf.br');
  await expect(loadFonts(join(ROOT, 'src/pictures/fonts'), ['Ada'])).resolves.toBeUndefined();
});
