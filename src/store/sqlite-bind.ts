import Database from 'libsql';
import { wellFormed } from './encode.ts';

/**
 * The only way to SQL: every value passes `bindable`, every row is cast here and nowhere else.
 *
 * What libsql 0.5 does otherwise: a boolean, a Date, an object or a bare Uint8Array aborts the whole process (a Rust panic,
 * no exception). NaN becomes NULL, text ends at a NUL, and where too few values are given, those of the call before count.
 * A statement that was last used by `all` or `run` answers `get` with the values of that call; one whose `get` has
 * failed repeats that failure for ever.
 */

export type Connection = InstanceType<typeof Database>;
type Statement = ReturnType<Connection['prepare']>;

export type Bindable = string | number | bigint | null | Buffer;

export interface Query<Row> {
  all(...values: Bindable[]): Row[];
  one(...values: Bindable[]): Row | undefined;
  /** The number of rows that it changed. */
  run(...values: Bindable[]): number;
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

export function connect(file: string): Connection {
  return new Database(file);
}

/** @throws TypeError for whatever SQLite can't hold exactly as it is. */
export function bindable(value: unknown): Bindable {
  if (value === null || Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint' && value >= INT64_MIN && value <= INT64_MAX) return value;
  throw new TypeError(`Can't store ${describe(value)}: only text, finite numbers, 64-bit integers, null and Buffers`);
}

export function prepare<Row>(connection: Connection, sql: string): Query<Row> {
  const arity = sql.split('?').length - 1;
  const guard = (values: readonly unknown[]): Bindable[] => {
    if (values.length !== arity) throw new TypeError(`${values.length} values for the ${arity} places of: ${sql}`);
    return values.map(bindable);
  };
  const [all, one, run] = [keep(connection, sql), keep(connection, sql), keep(connection, sql)];
  // One array, always: libsql takes a single null or Buffer among loose arguments for named parameters.
  return {
    all: (...values) => all((statement) => statement.all(guard(values))) as Row[],
    one: (...values) => one((statement) => statement.get(guard(values))) as Row | undefined,
    run: (...values) => run((statement) => statement.run(guard(values))).changes,
  };
}

/** A statement for one way of using it, made at the first use and given up after a failure. */
function keep(connection: Connection, sql: string): <T>(use: (statement: Statement) => T) => T {
  let kept: Statement | undefined;
  return (use) => {
    const statement = kept ?? connection.prepare(sql);
    kept = undefined;
    const answer = use(statement);
    kept = statement;
    return answer;
  };
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `an object (${value.constructor?.name ?? 'without a class'})`;
  return `${typeof value} (${String(value)})`;
}
