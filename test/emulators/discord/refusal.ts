import type { z } from 'zod';
import { isRule, type RuleId, rule } from './rules.ts';

/** Where in a body, and which rule it breaks. */
export interface Problem {
  rule: RuleId;
  path: readonly PropertyKey[];
}

/** An answer that says no. `violation: false`: the bot could not know (a test deleted the message, closed the channel …). */
export class Refused extends Error {
  readonly rule: RuleId;
  readonly violation: boolean;
  readonly problems: readonly Problem[];

  constructor(id: RuleId, options: { detail?: string; violation?: boolean; problems?: readonly Problem[] } = {}) {
    super(options.detail ?? rule(id).says);
    this.rule = id;
    this.violation = options.violation ?? true;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return rule(this.rule).status;
  }

  /** As Discord writes it. */
  get body(): unknown {
    const { code, says, reason } = rule(this.rule);
    if (reason === undefined) return { message: says, code };
    const problems = this.problems.length > 0 ? this.problems : [{ rule: this.rule, path: [] }];
    return { message: 'Invalid Form Body', code, errors: errorsTree(problems) };
  }
}

export function refuseForm(found: readonly Problem[]): void {
  // One mistake may be seen from two sides.
  const problems = [...new Map(found.map((each) => [`${each.rule} ${each.path.join('.')}`, each])).values()];
  const first = problems[0];
  if (!first) return;
  // What has a code of its own is said before what is wrong in the form.
  const own = problems.find((each) => rule(each.rule).reason === undefined) ?? first;
  throw new Refused(own.rule, { problems, detail: problems.map((each) => `${each.path.join('.')}: ${each.rule}`).join('; ') });
}

type Tree = { [name: string]: unknown };

function errorsTree(problems: readonly Problem[]): Tree {
  const root: Tree = {};
  for (const problem of problems) {
    let node = root;
    for (const step of problem.path) {
      const next = (node[String(step)] ?? {}) as Tree;
      node[String(step)] = next;
      node = next;
    }
    const { reason, says } = rule(problem.rule);
    const said = Array.isArray(node._errors) ? node._errors : [];
    node._errors = [...said, { code: reason ?? 'BASE_TYPE_INVALID', message: says }];
  }
  return root;
}

/** What is said of a part is said of the whole: the paths of its problems begin with the part's name. */
export function within<Made>(name: string, check: () => Made): Made {
  try {
    return check();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    const problems = fault.problems.map((each) => ({ ...each, path: [name, ...each.path] }));
    throw new Refused(fault.rule, { detail: fault.message, violation: fault.violation, problems });
  }
}

/** Parses a body; in the schemas a message is the id of the rule that is broken. */
export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  refuseForm(parsed.error.issues.flatMap((issue) => problemsOf(issue, body)));
  throw new Error('zod refused without an issue');
}

function problemsOf(issue: z.core.$ZodIssue, body: unknown): Problem[] {
  if (isRule(issue.message)) return [{ rule: issue.message, path: issue.path }];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ rule: 'unknown-field' as const, path: [...issue.path, key] }));
  if (at(body, issue.path) === undefined) return [{ rule: 'required', path: issue.path }];
  return [{ rule: issue.code === 'invalid_union' ? 'component-place' : 'wrong-type', path: issue.path }];
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((node, step) => (node === null || typeof node !== 'object' ? undefined : (node as Record<PropertyKey, unknown>)[step]), value);
}
