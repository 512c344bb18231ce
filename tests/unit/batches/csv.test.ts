import { parse } from 'csv-parse/sync';
import { readRows } from '@/lib/batches/csv/read-rows';
import { delimiterOf, readTable } from '@/lib/batches/csv/read-table';
import { recordColumns, recordsOf } from '@/lib/batches/csv/records';
import { csvCell, csvLine } from '@/lib/batches/csv/write-csv';

const FIELDS = [
  { id: 'text', label: 'Your text', required: true },
  { id: 'to', label: 'Language', required: true, default: 'English' },
];

describe('a table that is read', () => {
  it.each([
    ['commas', 'a,b\n1,2', ','],
    ['semicolons', 'a;b\n1;2', ';'],
    ['tabs', 'a\tb\n1\t2', '\t'],
    ['a comma within quotes', '"a, b, c";d\n1;2', ';'],
    ['one column', 'a\n1', ','],
  ])('knows %s', (_name, text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });

  it('reads quotes, line breaks in cells, a byte order mark and CRLF', () => {
    expect(readTable('\uFEFF"a","b"\r\n"one\r\ntwo","say ""hi"", now"\r\n\r\n3,4\r\n')).toEqual({
      header: ['a', 'b'],
      lines: [
        ['one\r\ntwo', 'say "hi", now'],
        ['3', '4'],
      ],
    });
  });

  it('names the line where a quote is never closed', () => {
    expect(() => readTable('a,b\n1,"2\n3,4')).toThrow(/never closed/);
  });

  it('lets a quote in the middle of a cell stand for itself', () => {
    expect(readTable('a,b\nit is 5" long,2').lines).toEqual([['it is 5" long', '2']]);
  });
});

describe('rows', () => {
  it('are the lines of a text that names no field, empty ones left out', () => {
    expect(readRows(FIELDS, 'First\n\n  Second, with a comma \r\nThird')).toMatchObject({
      rows: [{ text: 'First' }, { text: 'Second, with a comma' }, { text: 'Third' }],
      kept: null,
      columns: ['text'],
    });
  });

  it('are found by the name or the label of a field, in any case', () => {
    const { rows, columns } = readRows(FIELDS, 'LANGUAGE,your_text\nGerman,Hello\n,Bye');
    expect(rows).toEqual([{ to: 'German', text: 'Hello' }, { text: 'Bye' }]);
    expect(columns).toEqual(['to', 'text']);
  });

  it('keep the cells that no field takes, and tell columns of one name apart', () => {
    const read = readRows(FIELDS, 'id,text,text,\n7,Hello,again,x');
    expect(read).toMatchObject({
      rows: [{ text: 'Hello' }],
      columns: ['id', 'text', 'text (2)', 'column 4'],
      kept: [{ id: '7', 'text (2)': 'again', 'column 4': 'x' }],
    });
  });

  it('name a line with more cells than columns', () => {
    expect(readRows(FIELDS, 'text,to\na,b\nc,d,e').faults).toEqual([
      { row: 2, path: 'text', message: 'has 3 cells for 2 columns' },
    ]);
  });

  it('are refused where there are none', () => {
    expect(() => readRows(FIELDS, 'text,to\n')).toThrow(/no rows/);
    expect(() => readRows(FIELDS, '  \n ')).toThrow(/no rows/);
    expect(() => readRows([], 'a\nb')).toThrow(/takes no rows/);
  });
});

describe('a text that is made to keep the server busy', () => {
  const cpu = (work: () => unknown) => {
    const before = process.cpuUsage();
    try {
      work();
    } catch (error) {
      expect(error).toHaveProperty('code', 'invalid_input');
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };

  it('may have at most 200 columns', () => {
    const wide = `text,${'c,'.repeat(200)}\nHello\n`;
    expect(() => readRows(FIELDS, wide)).toThrow(/202 columns; at most 200/);
    expect(readRows(FIELDS, `text,${'c,'.repeat(198)}\nHello\n`).rows).toEqual([{ text: 'Hello' }]);
  });

  it('is read up to one row more than a batch takes, and no further', () => {
    expect(readRows(FIELDS, `text\n${'a\n'.repeat(50)}`, 10).rows).toHaveLength(11);
    expect(readRows(FIELDS, 'a\r\n\r\n'.repeat(50), 10).rows).toHaveLength(11);
  });

  it.each([
    ['many columns and many lines', `text,${'c,'.repeat(3_000)}\n${'a\n'.repeat(20_000)}`],
    ['lines without end', `text\n${'a\n'.repeat(2_000_000)}`],
    ['commas without end', `text,to\n${','.repeat(4_000_000)}`],
    ['columns without end', `text${',c'.repeat(2_000_000)}`],
  ])('is soon done with: %s', (_name, text) => {
    // Three times what it takes beside others on the same core; to go back over what was read would take minutes.
    expect(cpu(() => readRows(FIELDS, text))).toBeLessThan(5_000);
  });
});

describe('a table that is written', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =cmd', '＝1'])('defuses %j', (text) => {
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves other words alone', () => {
    expect(csvCell('a - b = c')).toBe('a - b = c');
    expect(csvCell('')).toBe('');
  });

  it('comes back as it was, whatever is in it', () => {
    const cells = ['plain', 'a,b', 'say "hi"', 'one\ntwo\r\nthree', ' spaced ', 'ünï→code', ''];
    expect(parse(csvLine(cells))).toEqual([cells]);
    expect(csvLine(['a', 'b'])).toBe('a,b\r\n');
  });
});

describe('records of an extraction', () => {
  it('are the objects of a list, or one object; members of members get names with dots', () => {
    expect(recordsOf('[{"name":"Ann","address":{"city":"Bonn"}},{"price":3,"tags":["a"]},7]')).toEqual([
      { name: 'Ann', 'address.city': 'Bonn' },
      { price: 3, tags: ['a'] },
    ]);
    expect(recordsOf('{"name":"Ann"}')).toEqual([{ name: 'Ann' }]);
  });

  it('are none where the answer is something else', () => {
    for (const text of [null, '', 'no JSON', '7', '"text"', 'null']) expect(recordsOf(text)).toEqual([]);
  });

  it('have the columns of all of them together', () => {
    expect(recordColumns([{ a: 1 }, { b: 2, a: 3 }])).toEqual(['a', 'b']);
  });
});
