import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawDiagram } from '../../src/pictures/diagram.ts';
import { ROOT } from '../environment.ts';

const FONTS = join(ROOT, 'src/pictures/fonts');

test('letters are drawn: another label is another picture', async () => {
  const [a, b] = await Promise.all(['ab', 'xy'].map((label) => drawDiagram(`digraph { a [shape=box label="${label}" fixedsize=true width=1] }`, FONTS)));
  expect(Buffer.compare(a ?? Buffer.of(), b ?? Buffer.of())).not.toBe(0);
});

test('each shape of the visual language has a color of its own', async () => {
  const shapes = ['oval', 'box', 'cylinder', 'cds', 'hexagon', 'note'];
  const pictures = await Promise.all(shapes.map((shape) => drawDiagram(`digraph { a [shape=${shape} label=""] }`, FONTS)));
  expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(shapes.length);
});

test('solid, dashed and dotted arrows are told apart', async () => {
  const styles = ['solid', 'dashed', 'dotted'];
  const pictures = await Promise.all(styles.map((style) => drawDiagram(`digraph { a -> b [style=${style}] }`, FONTS)));
  expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(styles.length);
});

test('what is no DOT throws', async () => {
  await expect(drawDiagram('digraph { a -> ', FONTS)).rejects.toThrow();
});

test('a graph that is too large throws, and one that takes too long keeps nobody waiting', async () => {
  await expect(drawDiagram('digraph { a [width=5000] }', FONTS)).rejects.toThrow('too large');
  await expect(drawDiagram('digraph { layout=nope; a -> b }', FONTS)).rejects.toThrow();
  let turns = 0;
  const beat = setInterval(() => turns++, 1);
  const names = Array.from({ length: 60 }, (_, index) => `n${index}`).join(' ');
  await drawDiagram(`digraph { {${names}} -> {${names}} }`, FONTS).catch(() => undefined);
  clearInterval(beat);
  expect(turns).toBeGreaterThan(100);
});
