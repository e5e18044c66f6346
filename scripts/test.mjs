// npm test: everything. With CI=true nothing may be left out: a missing program or a skipped test is a failure.
import { BUILD, DEAD_CODE, LINT, step, TYPES } from './steps.mjs';
import { advice, missingPrograms } from './system.mjs';
import { runSuites } from './vitest.mjs';

const NEED_BUILD = ['redis', 'browser', 'journeys'];
const strict = /^(1|true)$/i.test(process.env.CI ?? '');

const missing = missingPrograms();
const built = step(BUILD);
const outcomes = await Promise.all([step(TYPES), step(LINT), step(DEAD_CODE), built]);
const leftOut = new Set(missing.flatMap(({ suites }) => suites));
if (!(await built)) for (const suite of NEED_BUILD) leftOut.add(suite);

const tests = await runSuites(['unit', 'content', ...NEED_BUILD].filter((suite) => !leftOut.has(suite)));

const passed = tests.passed + outcomes.filter(Boolean).length;
let failed = tests.failed + outcomes.filter((well) => !well).length;
if (!(await built)) console.log(`The build failed, so these tests were left out: ${NEED_BUILD.join(', ')}.`);
for (const program of missing) console.log(advice(program));
for (const name of tests.skipped) console.log(`Skipped: ${name}`);
if (strict) failed += missing.length + tests.skipped.length;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
