import { expect, test } from 'vitest';
import { layOut, type Part } from '../../src/pictures/layout.ts';

const pointsOf = (part: Part | undefined) => [...(part?._draw_ ?? []), ...(part?._hdraw_ ?? [])].flatMap((each) => ('points' in each ? each.points : []));
const heightsOf = (part: Part | undefined) => pointsOf(part).map(([, y]) => y);
const textsOf = (part: Part | undefined) => (part?._ldraw_ ?? []).flatMap((each) => ('text' in each ? [each.text] : []));

test('an arrow ends at the rim of a queue, not short of it', async () => {
  const { objects, edges } = await layOut('digraph { a [shape=box]; q [shape=cds, label="two\\nlines"]; b [shape=box]; a -> q -> b }');
  const queue = heightsOf(objects[1]);
  // Graphviz itself leaves two points, the width of its pen; the rim of its own queue is six away.
  expect(Math.min(...heightsOf(edges[0])) - Math.max(...queue)).toBeLessThan(2.5);
  expect(Math.min(...queue) - Math.max(...heightsOf(edges[1]))).toBeLessThan(2.5);
});

test('each line of an arrow’s label keeps a space from the arrow, and a box’s label does not', async () => {
  const { objects, edges } = await layOut(
    'digraph { a [label="box\\n-> b [label=x]"]\n a -> b [style=dashed, label="one\\ntwo\\n three"]\n b -> c [label=four]\n c -> d [label=""] }',
  );
  expect(edges.map(textsOf)).toEqual([[' one', ' two', ' three'], [' four'], []]);
  expect(textsOf(objects[0])[0]).toBe('box');
});
