import { expect, test } from 'vitest'
import { parseSql } from './sql.ts'

test.each([
  ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['; ;SELECT 1;; -- end', ['SELECT 1']],
  ['SELECT \';\' || "a;b" || [c;d] || `e;f`; SELECT 2', ['SELECT \';\' || "a;b" || [c;d] || `e;f`', 'SELECT 2']],
  ["SELECT 'it''s; fine'", ["SELECT 'it''s; fine'"]],
  ['/* a; b */ SELECT 1 -- c; d\n; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 1; END; SELECT 2', undefined],
  ['', []],
])('splits %s', (text, parts) => {
  const found = parseSql(text).map(({ sql }) => sql)
  if (parts) expect(found).toEqual(parts)
  else expect([found.length, found[1]]).toEqual([2, 'SELECT 2'])
})

test.each([
  ['select 1', 'read'],
  ['values (1)', 'read'],
  ['WITH a AS (SELECT 1) SELECT * FROM a', 'read'],
  ['WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a', 'write'],
  ['EXPLAIN QUERY PLAN DELETE FROM t', 'read'],
  ['REPLACE INTO t VALUES (1)', 'write'],
  ['DELETE FROM t', 'write'],
  ['BEGIN', 'begin'],
  ['BEGIN TRANSACTION READONLY', 'begin'],
  ['begin immediate', 'begin-write'],
  ['END TRANSACTION', 'end'],
  ['ROLLBACK', 'end'],
  ['ROLLBACK TO s', 'savepoint'],
  ['CREATE UNIQUE INDEX i ON t (a)', 'schema'],
  ['CREATE TEMP TABLE t (a)', 'unsupported'],
  ['VACUUM', 'unsupported'],
  ['PRAGMA table_info(t)', 'read'],
  ['PRAGMA main.user_version = 3', 'write'],
  ['PRAGMA synchronous', 'read'],
  ['PRAGMA synchronous = OFF', 'unsupported'],
])('knows what %s does', (sql, kind) => {
  expect(parseSql(sql)[0]?.kind).toBe(kind)
})

test.each([
  ['SELECT ?, ?', [null, null]],
  ['SELECT ?2, ?', [null, '?2', null]],
  ["SELECT :a, @b, $c, :a, ':d'", [':a', '@b', '$c']],
  ['SELECT ?, :a, ?', [null, ':a', null]],
])('numbers the parameters of %s', (sql, params) => {
  expect(parseSql(sql)[0]?.params).toEqual(params)
})
