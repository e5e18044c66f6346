import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Route } from './routes.ts';

/** Discord's own description, beside the checkout where somebody put it; it is never part of this repository. */
const FILE = new URL('../../../../shared/discord-openapi.json', import.meta.url);

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } } | undefined> | undefined>;
}

let description: Description | undefined;
let ajv: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction | undefined>();

export const hasSecondOpinion = existsSync(FILE);

/** What Discord's description has against a body; nothing where the description is not there. */
export function secondOpinion(route: Route, json: unknown): string | undefined {
  const validate = hasSecondOpinion ? validatorOf(route) : undefined;
  if (!validate || validate(normalized(json))) return undefined;
  // Of a union the errors of every branch come; the deepest are those of the branch that was meant.
  const errors = (validate.errors ?? []).toSorted((a, b) => b.instancePath.length - a.instancePath.length).slice(0, 3);
  return errors.map((error) => `${error.instancePath} ${error.message}`).join('; ') || 'does not match';
}

function validatorOf(route: Route): ValidateFunction | undefined {
  const key = `${route.method} ${route.path}`;
  if (!compiled.has(key)) compiled.set(key, compile(route));
  return compiled.get(key);
}

function compile(route: Route): ValidateFunction | undefined {
  description ??= JSON.parse(readFileSync(FILE, 'utf8')) as Description;
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
    ajv.addSchema(description, 'discord');
  }
  const method = route.method.toLowerCase();
  const operation = description.paths[route.path]?.[method];
  if (!operation) throw new Error(`${route.method} ${route.path} is not in Discord's description`);
  if (!operation.requestBody?.content['application/json']) return undefined;
  const pointer = ['paths', route.path, method, 'requestBody', 'content', 'application/json', 'schema'];
  return ajv.compile({ $ref: `discord#/${pointer.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}` });
}

/** The description knows bit sets only as integers and ids only as strings; the documentation, and Discord, take both. */
function normalized(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (name, value) => {
    if (name === 'default_member_permissions' && typeof value === 'string') return Number(value);
    if (name === 'attachments' && Array.isArray(value)) return value.map((each) => ({ ...each, id: String(each.id) }));
    return value;
  });
}
