import type { z } from 'zod';
import { isRule, type RuleId } from '../rules.ts';

/** One mistake: the rule, and Slack's own sentence with the place. */
export interface Mistake {
  rule: RuleId;
  said: string;
}

type Issue = z.core.$ZodIssue;

/** `[ERROR]` goes before each of these in `response_metadata.messages`. */
export function mistakesOf(error: z.ZodError, root: string): Mistake[] {
  return error.issues.flatMap((issue) => mistakesIn(issue, root));
}

function mistakesIn(issue: Issue, root: string): Mistake[] {
  const pointer = `${root}${issue.path.map((step) => `/${String(step)}`).join('')}`;
  const [first] = issue.code === 'invalid_union' ? issue.errors : [];
  if (first && first.length > 0) return first.flatMap((inner) => mistakesIn(inner, pointer));
  const rule = isRule(issue.message) ? issue.message : 'blocks.schema';
  return [{ rule, said: `${sentence(issue)} [json-pointer:${pointer}]` }];
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array' ? `no more than ${issue.maximum} items allowed` : tooLong(issue.origin, Number(issue.maximum));
    case 'too_small':
      return issue.origin === 'array' ? `no fewer than ${issue.minimum} items allowed` : `must be more than ${Number(issue.minimum) - 1} characters`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'missing required field' : `must provide a ${issue.expected}`;
    case 'invalid_union':
      return 'unsupported type';
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'custom':
      return typeof issue.params?.said === 'string' ? issue.params.said : 'failed to match all allowed schemas';
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return `invalid value: ${issue.message}`;
  }
}

function tooLong(origin: string, maximum: number): string {
  return origin === 'string' ? `must be less than ${maximum + 1} characters` : `must be less than or equal to ${maximum}`;
}
