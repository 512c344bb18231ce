import type { Db } from '@/lib/db';
import { instrumentPlpgsql, instrumentSql, type FunctionPoint } from './fault-plpgsql';

interface FunctionRow {
  name: string;
  language: string;
  source: string;
  definition: string;
}

/** Every function of ours that can write, trigger functions too. */
const FUNCTIONS = `
  SELECT p.proname AS name, l.lanname AS language, p.prosrc AS source, pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'public' AND p.prokind = 'f' AND (l.lanname = 'plpgsql' OR l.lanname = 'sql' AND p.provolatile = 'v')
    AND p.proname <> 'fault_point'
  ORDER BY p.proname, p.oid`;

/** PGlite runs inside the process: a look for a file that is not there is seen by it at once, and it can die there. */
const EMBEDDED_POINT = `CREATE FUNCTION fault_point(p_name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_stat_file('fault-point ' || p_name, true);
  RETURN true;
END $$`;

/**
 * On a server a notice reaches the process while the statement still runs. What one armed point does, in its p-th
 * passing: 'commit' tells the process, which dies, and goes on; 'rollback' tells it and dies after it; 'terminate'
 * ends the backend alone. 'record' tells of every point.
 */
const SERVER_POINT = [
  'CREATE TABLE fault_orders (name text, nth bigint, action text NOT NULL)',
  // Not undone with a transaction, and shared by all connections.
  'CREATE SEQUENCE fault_passes MINVALUE 0',
  `CREATE FUNCTION fault_point(p_name text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_order fault_orders;
BEGIN
  SELECT * INTO v_order FROM fault_orders WHERE name = p_name OR action = 'record';
  IF NOT FOUND THEN RETURN true; END IF;
  IF v_order.action = 'record' THEN
    RAISE NOTICE 'fault-point %', p_name;
  ELSIF nextval('fault_passes') = v_order.nth THEN
    IF v_order.action <> 'terminate' THEN RAISE NOTICE 'fault-point-reached %', p_name; END IF;
    IF v_order.action = 'rollback' THEN PERFORM pg_sleep(0.02); END IF;
    IF v_order.action <> 'commit' THEN
      PERFORM pg_terminate_backend(pg_backend_pid());
      -- Heard while it waits.
      PERFORM pg_sleep(20);
    END IF;
  END IF;
  RETURN true;
END $$`,
];

/** Puts a fault point before every statement of every stored function of this database. For databases of tests alone. */
export async function instrumentFunctions(db: Db): Promise<FunctionPoint[]> {
  const rows = await db.sql<FunctionRow>(FUNCTIONS);
  for (const statement of db.mode === 'embedded' ? [EMBEDDED_POINT] : SERVER_POINT) await db.sql(statement);
  const points: FunctionPoint[] = [];
  const seen = new Map<string, number>();
  for (const { name, language, source, definition } of rows) {
    const version = (seen.get(name) ?? 0) + 1;
    seen.set(name, version);
    const ownName = version === 1 ? name : `${name}/${version}`;
    const changed = (language === 'plpgsql' ? instrumentPlpgsql : instrumentSql)(ownName, source);
    const at = definition.lastIndexOf(source);
    if (at < 0) throw new Error(`the definition of ${name} does not hold its source`);
    await db.sql(definition.slice(0, at) + changed.source + definition.slice(at + source.length));
    points.push(...changed.points);
  }
  return points;
}
