// Runs vitest and counts what it did.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT, say, tool } from './steps.mjs';

/** Vitest's own limits can't end a test that loops without awaiting anything; this one can, and before .ci/run gives up. */
const LIMIT_MINUTES = 11;

/**
 * @param {string[]} suites the projects of vitest.config.ts to run
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>} skipped: the names of the tests that did not run
 */
export async function runSuites(suites) {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-tests-'));
  const report = join(folder, 'report.json');
  const started = Date.now();
  const code = await vitest(
    suites.flatMap((suite) => ['--project', suite]),
    report,
  );
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0, skipped: [] };
  rmSync(folder, { recursive: true, force: true });
  // An error outside of any test (a rejection that nobody handled, a worker that died) fails the run without failing a test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  say('tests', `${counts.passed} passed, ${counts.failed} failed`, Date.now() - started);
  return counts;
}

function vitest(projects, report) {
  const args = tool('vitest', 'vitest', 'run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  return new Promise((resolve) => {
    // A process group of its own: a worker that never returns to its event loop outlives vitest, and heeds no signal but SIGKILL.
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const end = () => process.kill(-child.pid, 'SIGKILL');
    const limit = setTimeout(() => {
      console.log(`Stopped the tests after ${LIMIT_MINUTES} minutes: one of them never ends. Its file is the one without a line above.`);
      end();
    }, LIMIT_MINUTES * 60_000);
    const interrupted = () => {
      end();
      process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupted);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}

function count({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of testResults) {
    const { assertionResults: tests } = file;
    for (const { status, fullName } of tests) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped.push(`${relative(ROOT, file.name)}: ${fullName}`);
    }
    // A file that can't be loaded has no tests, a hook that throws fails none of its tests.
    if (file.status === 'failed' && !tests.some(({ status }) => status === 'failed')) counts.failed++;
  }
  return counts;
}
