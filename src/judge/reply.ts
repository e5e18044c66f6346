import { z } from 'zod';
import type { Opinion } from '../study/grading/verdicts.ts';

const completionSchema = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()) });

const opinionsSchema = z.object({
  verdicts: z.array(
    z.object({
      point: z.string(),
      verdict: z.enum(['covered', 'partly', 'missing', 'contradicted']),
      quote: z.string().nullish(),
    }),
  ),
});

/** A code block around the JSON is a habit of many models. */
const FENCED = /^```(?:json)?\s*\n([\s\S]*)\n\s*```$/;

/**
 * What a chat completion says of the points that it was asked about; `undefined` for anything but the JSON that was asked for. Who
 * speaks of other points, or of one twice, has not understood the task: none of it counts.
 */
export function parseReply(body: string, points: ReadonlySet<string>): Opinion[] | undefined {
  const completion = completionSchema.safeParse(parseJson(body));
  if (!completion.success) return undefined;
  const content = completion.data.choices[0].message.content.trim();
  const opinions = opinionsSchema.safeParse(parseJson(FENCED.exec(content)?.[1] ?? content));
  if (!opinions.success) return undefined;
  const { verdicts } = opinions.data;
  const named = new Set(verdicts.map(({ point }) => point));
  return named.size === verdicts.length && verdicts.every(({ point }) => points.has(point)) ? verdicts : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
