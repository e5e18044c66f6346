import { type Drill, drawValues, drillWith } from '../study/drill/drill.ts';
import { readReply } from '../study/drill/reply.ts';
import { scoreOf } from '../study/drill/score.ts';
import { showQuantity } from '../study/drill/show.ts';
import { type Prepared, prepareTemplate, type Template } from '../study/drill/template.ts';
import type { Finding } from './lint.ts';

/** Enough to meet almost every combination of a template's numbers. */
export const DRAWS = 1000;

/** Draws a template many times: whatever the dice say, the numbers must be possible and the answer readable. Each kind of fault is named once. */
export function lintDrill(template: Template): Finding[] {
  const read = prepareTemplate(template);
  if ('problems' in read) return read.problems.map(({ path, message }) => ({ place: path.join('.'), message }));
  const found = new Map<string, Finding>();
  const seen = new Set<string>();
  for (let seed = 0; seed < DRAWS; seed += 1) {
    const values = drawValues(read.prepared, seed);
    const numbers = [...values.values()].join();
    if (seen.has(numbers)) continue;
    seen.add(numbers);
    for (const finding of faultsOf(read.prepared, drillWith(read.prepared, values))) {
      const message = `${finding.message} (seed ${seed})`;
      if (!found.has(finding.place)) found.set(finding.place, { ...finding, message });
    }
  }
  return [...found.values()];
}

function faultsOf({ template, steps }: Prepared, drill: Drill): Finding[] {
  const { answer, unit, values, solution, prompt } = drill;
  const impossible = steps.findIndex(({ name }) => !(Number.isFinite(values.get(name)) && (values.get(name) ?? 0) > 0));
  if (impossible >= 0) {
    const result = values.get(steps[impossible]?.name ?? '');
    return [{ place: `steps.${impossible}`, message: `gives ${result}: choose numbers with which every step is finite and above zero.` }];
  }
  const findings: Finding[] = [];
  const [least, most] = template.sane ?? [0, Number.POSITIVE_INFINITY];
  const inUnit = answer.value / unit.scale;
  const shown = showQuantity(answer.value, unit).text;
  if (inUnit < least || inUnit > most) findings.push({ place: 'sane', message: `the answer is ${shown}, not within ${least} to ${most}.` });
  if (/[{}]/.test(prompt)) findings.push({ place: 'prompt', message: `a brace is left over: ${prompt}` });
  const said = solution.at(-1)?.result;
  if (said !== shown) findings.push({ place: 'steps', message: `the solution ends with ${said}, but the answer is ${shown}.` });
  const reply = readReply(shown, unit);
  if (reply.kind === 'ask') findings.push({ place: 'steps', message: `nobody could reply with the answer, ${shown}: ${reply.question}` });
  else if (scoreOf(reply.quantity, answer).score < 100) findings.push({ place: 'steps', message: `the answer itself, ${shown}, is read as ${reply.text}.` });
  return findings;
}
