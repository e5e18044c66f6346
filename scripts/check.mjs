// npm run check: what every commit must pass. Types, lint and the unit tests side by side.
import { LINT, step, TYPES } from './steps.mjs';
import { runSuites } from './vitest.mjs';

const steps = [TYPES, LINT].map(step);
const { failed } = await runSuites(['unit']);
const outcomes = await Promise.all(steps);
const well = failed === 0 && outcomes.every(Boolean);
console.log(well ? 'All well.' : 'Not well: see above.');
process.exitCode = well ? 0 : 1;
