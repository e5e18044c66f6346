import { describe, expect, test } from 'vitest';
import { labelsOf, partsOf } from '../../src/packs/dot.ts';
import { lintDiagram } from '../../src/packs/lint-diagram.ts';
import { ownLibrary } from '../fakes/people.ts';

const found = (dot: string) => lintDiagram(dot).map(({ message }) => message);

test('our own diagrams keep to the visual language', async () => {
  const { questions } = await ownLibrary();
  expect(questions.flatMap(({ key, diagram }) => found(diagram.dot).map((message) => `${key} ${message}`))).toEqual([]);
});

describe('is named', () => {
  test.each([
    ['digraph { a [shape=star] }', '"star" is no shape of ours. Take one of oval,'],
    ['digraph { node [shape="tripleoctagon"] a }', '"tripleoctagon" is no shape of ours.'],
    ['digraph { a [shape=box, color=red] }', 'there is no use for "color" here. Take it out'],
    ['digraph { a [image="/etc/passwd"] }', 'there is no use for "image" here.'],
    ['digraph { a [toString=1] }', 'there is no use for "toString" here.'],
    ['digraph { rankdir=LR; a -> b }', 'rankdir=LR is not drawn. Take it out.'],
    ['digraph { a -> b [style=bold] }', 'style=bold is not drawn.'],
    ['digraph { a [label=<<b>bold</b>>] }', 'label is HTML. Write plain text in quotes'],
    ['digraph { a [label="short\\nbut this line is too long"] }', 'the line "but this line is too long" has 25 characters; expected at most 20.'],
    [`digraph { ${Array.from({ length: 15 }, (_, at) => `n${at}`).join(' -> ')} }`, 'has 15 nodes; expected at most 14.'],
  ])('%s', (dot, message) => {
    expect(found(dot)).toContainEqual(expect.stringContaining(message));
  });
});

test('comments, strings, ports and the names of graphs are no nodes', () => {
  const { nodes } = partsOf(
    'strict digraph G { // c -> d\n subgraph cluster_x { "a -> b" [label="x -> y"] } a:n -> { b c } /* z */ edge [dir=none] rankdir=TB }',
  );
  expect([...nodes]).toEqual(['a -> b', 'a', 'b', 'c']);
});

test('labels are told in lines', () => {
  expect(labelsOf('digraph { a [label="one\\ntwo"]; a -> b [xlabel=three] }')).toEqual(['one\ntwo', 'three']);
});
