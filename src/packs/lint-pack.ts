import { type Finding, isRightLongest } from './lint.ts';
import { hardToRead } from './reading.ts';
import type { Pack, Question } from './schema.ts';

/** Below so many multiple-choice items, places are uneven by chance. */
const LEAST_ITEMS = 40;
/** A place may have the right option so much more or less often than its share: of four options in 15% to 35% of the items. */
const PLACE_TOLERANCE = 0.4;
const LONGEST_RIGHT_SHARE = 0.35;

type MultipleChoice = Question['quiz'][number];

/** A finding with where it stands: the key of an item, or the name of a file of the pack. */
export interface PackFinding extends Finding {
  within: string;
}

/** What shows only over all items of a pack. */
export function lintPack(pack: Pack): PackFinding[] {
  const quiz = pack.questions.flatMap((question) => question.quiz);
  return [...lintQuizzes(quiz).map((finding) => ({ ...finding, within: 'pack.yaml' })), ...lintPrompts(pack), ...lintPath(pack), ...lintPlain(pack)];
}

/** What stands beside the questions, each with the key or the file by which to find it. */
export function besideQuestions({ summary, glossary, path, playbook, drills }: Pack): { within: string; item: object }[] {
  return [
    { within: 'pack.yaml', item: { summary } },
    { within: 'glossary.yaml', item: { terms: glossary } },
    ...(path ? [{ within: 'path.yaml', item: path }] : []),
    ...playbook.map((section) => ({ within: section.key, item: section })),
    ...drills.map((drill) => ({ within: drill.key, item: { drills: [drill] } })),
  ];
}

/** Who always takes the second option, or the longest, must get no more than by chance. */
function lintQuizzes(quiz: readonly MultipleChoice[]): Finding[] {
  const sizes = [...new Set(quiz.map(({ options }) => options.length))];
  return sizes.flatMap((size) => {
    const items = quiz.filter(({ options }) => options.length === size);
    return items.length < LEAST_ITEMS ? [] : [...lintPlaces(size, items), ...lintLongest(items)];
  });
}

function lintPlaces(size: number, items: readonly MultipleChoice[]): Finding[] {
  return Array.from({ length: size }, (_, place) => items.filter(({ options }) => options[place]?.right).length / items.length).flatMap((share, place) =>
    Math.abs(share * size - 1) <= PLACE_TOLERANCE
      ? []
      : [{ place: 'quiz', message: `the right one of ${size} options stands at place ${place + 1} in ${percent(share)} of the items. Move some.` }],
  );
}

function lintLongest(items: readonly MultipleChoice[]): Finding[] {
  const share = items.filter(isRightLongest).length / items.length;
  if (share <= LONGEST_RIGHT_SHARE) return [];
  return [{ place: 'quiz', message: `the right option is the longest in ${percent(share)} of the items. Make wrong ones as full, or right ones shorter.` }];
}

/** Nobody is asked the same twice. */
function lintPrompts({ questions, drills }: Pack): PackFinding[] {
  const first = new Map<string, string>();
  const prompts = [
    ...questions.flatMap((question) => promptsOf(question).map((prompt) => ({ ...prompt, within: question.key }))),
    ...drills.map(({ id, key, prompt }) => ({ place: `drills.${id}.prompt`, text: prompt, within: key })),
  ];
  return prompts.flatMap(({ place, text, within }) => {
    const plain = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
    const other = first.get(plain);
    if (other === undefined) first.set(plain, place);
    return other === undefined ? [] : [{ within, place, message: `asks in the same words as ${other}. Ask something else, or leave one of them out.` }];
  });
}

function promptsOf({ id, prompt, followUps, quiz }: Question): { place: string; text: string }[] {
  return [
    { place: `${id}.prompt`, text: prompt },
    ...followUps.map((followUp) => ({ place: `${id}.followUps.${followUp.id}`, text: followUp.prompt })),
    ...quiz.map((item) => ({ place: `${id}.quiz.${item.id}`, text: item.question })),
  ];
}

/** Whoever follows the path to its end has met everything. */
function lintPath({ questions, path }: Pack): PackFinding[] {
  if (!path) return [];
  const onPath = new Set(path.stages.flatMap((stage) => stage.questions.map(({ question }) => question)));
  return questions
    .filter(({ id }) => !onPath.has(id))
    .map(({ id }) => ({ within: 'path.yaml', place: 'path', message: `"${id}" stands in no stage. Add it to path.yaml.` }));
}

function lintPlain({ playbook, glossary }: Pack): PackFinding[] {
  const sections = playbook.map(({ id, key, body }) => ({ within: key, place: `playbook.${id}`, texts: [body] }));
  const definitions = { within: 'glossary.yaml', place: 'glossary', texts: glossary.map(({ definition }) => definition) };
  return [...sections, definitions].flatMap(({ texts, ...where }) => hardToRead(texts).map((message) => ({ ...where, message })));
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
