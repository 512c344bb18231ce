import { readFile } from 'node:fs/promises';
import { openTestDb } from '../../support/test-db';

interface Column {
  type: string;
  nullable: boolean;
}

/** What PostgreSQL calls a Prisma field: by its native type when it names one, else by its scalar. */
const NATIVE: Record<string, string> = {
  Uuid: 'uuid',
  SmallInt: 'smallint',
  Timestamptz: 'timestamp with time zone',
  Text: 'text',
  Date: 'date',
};
const SCALAR: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  DateTime: 'timestamp without time zone',
  Json: 'jsonb',
  Bytes: 'bytea',
};

function readModels(schema: string): Map<string, Map<string, Column>> {
  const models = new Map<string, Map<string, Column>>();
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const columns = new Map<string, Column>();
    for (const line of body.split('\n')) {
      const field = /^\s+(\w+)\s+(\w+)(\?|\[\])?(.*)$/.exec(line);
      const scalar = field && SCALAR[field[2]!];
      if (!field || !scalar) continue;
      const [, name = '', , mark, rest = ''] = field;
      const native = /@db\.(\w+)/.exec(rest)?.[1];
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name;
      columns.set(column, { type: native ? (NATIVE[native] ?? native) : scalar, nullable: mark === '?' });
    }
    models.set(/@@map\("(\w+)"\)/.exec(body)![1]!, columns);
  }
  return models;
}

describe("Prisma's schema and the migrations", () => {
  it('agree on tables, columns, types and what may be missing', async () => {
    const db = await openTestDb();
    const models = readModels(await readFile('prisma/schema.prisma', 'utf8'));
    const rows = await db.sql<{ table: string; column: string; type: string; nullable: boolean }>(
      `SELECT c.table_name::text AS "table", c.column_name::text AS "column", c.data_type::text AS "type",
              c.is_nullable = 'YES' AS nullable
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'`,
    );
    const describeAll = (lines: string[]) => lines.sort().join('\n');
    const line = (table: string, column: string, { type, nullable }: Column) =>
      `${table}.${column} ${type}${nullable ? '?' : ''}`;
    const inSchema = [...models].flatMap(([table, columns]) =>
      [...columns].map(([name, column]) => line(table, name, column)),
    );
    expect(models.size).toBeGreaterThan(10);
    expect(describeAll(rows.map((row) => line(row.table, row.column, row)))).toBe(describeAll(inSchema));
  });
});
