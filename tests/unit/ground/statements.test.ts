import { splitStatements } from '@/lib/db/migrate';

describe('splitting a migration into statements', () => {
  it('leaves semicolons in strings, comments and function bodies alone', () => {
    const script = `-- one; two
CREATE TABLE a (b text DEFAULT 'x;y''z;');
/* c; d */ CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $body$ SELECT '$$;' $body$;
`;
    const statements = splitStatements(script).map((statement) => statement.trim());
    expect(statements).toHaveLength(3);
    expect(statements[1]).toMatch(/END \$\$$/);
    expect(statements[2]).toMatch(/\$body\$$/);
  });

  it('finds nothing in comments alone', () => {
    expect(splitStatements('-- nothing;\n  \n')).toEqual([]);
  });
});
