import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { connect } from '../../src/store/sqlite-bind.ts';
import { tempFolder } from '../environment.ts';

/** What the first Quorum wrote. */
const FIRST = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  id INTEGER PRIMARY KEY, partition TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, UNIQUE (partition, key)
) STRICT;
CREATE TABLE collection (
  id INTEGER PRIMARY KEY, partition TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, UNIQUE (partition, kind, name)
) STRICT;
CREATE TABLE member (collection INTEGER NOT NULL, member TEXT NOT NULL, PRIMARY KEY (collection, member)) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  collection INTEGER NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE standing (
  collection INTEGER NOT NULL, member TEXT NOT NULL, at INTEGER NOT NULL,
  minus_points INTEGER NOT NULL CHECK (abs(minus_points) <= 9007199254740991), PRIMARY KEY (collection, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_order ON standing (collection, minus_points, at, member);
CREATE TABLE once (
  partition TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL, result TEXT NOT NULL, PRIMARY KEY (partition, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_expiry ON once (expires_at);
CREATE TABLE due (
  partition TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, free_at INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (partition, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_free ON due (free_at, at);
INSERT INTO meta VALUES ('schema', '1'), ('buckets', '256'), ('lowest_release', '1');
INSERT INTO document VALUES (1, 'c/1', 'd', 3, '{"a":1}');
INSERT INTO collection VALUES (1, 'c/1', 'log', 'l', 1);
INSERT INTO entry VALUES (1, 1, '"first"');
INSERT INTO due VALUES ('c/1', 'k', 10, 50, '"claimed"'), ('c/2', 'k', 20, 20, '"free"');
`;

test('a database of the first Quorum is brought up to date, and stays so', async () => {
  const directory = await tempFolder();
  const before = connect(join(directory, 'quorum.db'));
  before.exec(FIRST);
  before.close();
  await openSqlite(directory).close();

  const store = openSqlite(directory);
  onTestFinished(() => store.close());
  expect(await store.read('c/1', { documents: ['d'], logs: { l: {} } })).toMatchObject({
    documents: { d: { version: 3, value: { a: 1 } } },
    logs: { l: ['first'] },
  });
  expect((await store.claim(49, 9, 1)).map(({ data }) => data)).toEqual(['free']);
  expect((await store.claim(50, 9, 1)).map(({ data }) => data)).toEqual(['claimed', 'free']);
  await store.commit('c/1', { append: { l: ['second'] }, until: { documents: { d: 60 } } });
  await store.claim(60, 0, 1);
  expect(await store.read('c/1', { documents: ['d'], logs: { l: {} } })).toMatchObject({ documents: { d: undefined }, logs: { l: ['first', 'second'] } });
});
