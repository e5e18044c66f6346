import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { drillsSchema } from '../../src/packs/drill-schema.ts';
import { glossarySchema } from '../../src/packs/glossary.ts';
import { packSchema, questionSchema, scenarioSchema, sectionSchema } from '../../src/packs/schema.ts';
import { pathSchema } from '../../src/packs/study-path.ts';
import { ROOT } from '../environment.ts';

/** `npm run schema` writes these files; here they are held against the schema that the loader uses. */
test.each([
  ['drills', drillsSchema],
  ['pack', packSchema],
  ['question', questionSchema],
  ['scenario', scenarioSchema],
  ['section', sectionSchema],
  ['glossary', glossarySchema],
  ['path', pathSchema],
])('content/%s.schema.json, which gives editors completion, is what the loader expects', async (name, schema) => {
  const json = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2)}\n`;
  await expect(json).toMatchFileSnapshot(join(ROOT, `content/${name}.schema.json`));
});
