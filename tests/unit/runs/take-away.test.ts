import {
  attachment,
  csvLine,
  fileName,
  readRecords,
  recordsCsv,
  recordsMarkdown,
  tableCsv,
  tablesOf,
  textForms,
  titleOf,
} from '@/lib/format';
import { excerptOf } from '@/components/runs/run-words';
import { runText } from '@/lib/runs/texts/run-text';

const run = { id: '01a1feaf-6361-797d-af8b-67ddcd649c09', toolId: 'chat', input: { message: 'Über den Café/Wolken?' } };
const RECORDS = '[{"name":"Ada","price":3.5},{"name":"=1+1","tags":["a","b"],"price":-2}]';
const TABLE = 'Before\n\n| Name | Price |\n| :--- | ---: |\n| **Ada** | 3 |\n| a \\| b | =2 |\n\nAfter | no table';

describe('files of text', () => {
  it('are named by tool and title, in letters every system takes', () => {
    const name = fileName({ toolId: 'chat', title: titleOf(run.input), id: run.id, ending: 'md' });
    expect(name).toBe('chat-über-den-café-wolken.md');
    expect(attachment(name)).toBe(
      `attachment; filename="chat-uber-den-cafe-wolken.md"; filename*=UTF-8''chat-%C3%BCber-den-caf%C3%A9-wolken.md`,
    );
    expect(fileName({ toolId: '../x', title: '../../etc/passwd\r\n"', id: run.id, ending: 'txt' })).toBe(
      'x-etc-passwd.txt',
    );
    expect(fileName({ toolId: 'chat', title: '???', id: run.id, ending: 'txt' })).toBe('chat-cd649c09.txt');
    expect(attachment('ünder "quoted"\r\nname.md')).not.toMatch(/[\r\n]/);
  });

  it('come as Markdown and plain text; as tables where there are any', () => {
    expect(textForms({ toolId: 'chat', output: { text: 'Words.' } })).toEqual(['md', 'txt']);
    expect(textForms({ toolId: 'chat', output: { text: TABLE } })).toEqual(['md', 'txt', 'csv']);
    expect(textForms({ toolId: 'extract', output: { text: RECORDS } })).toEqual(['csv', 'json', 'md', 'txt']);
    expect(textForms({ toolId: 'transcription', output: { text: 'Spoken.' } })).toEqual(['txt']);
    expect(textForms({ toolId: 'image-generation', output: {} })).toEqual([]);
    expect(runText({ ...run, output: { text: 'Words.' } }, 'csv')).toBeNull();
    expect(runText({ ...run, output: { text: 'Words.' } }, 'md')).toEqual({
      ...{ name: 'chat-über-den-café-wolken.md', type: 'text/markdown; charset=utf-8', body: 'Words.\n' },
    });
  });

  it('are soon made of whatever a model writes', () => {
    const wide = `${'|a'.repeat(3_000)}|\n${'|-'.repeat(3_000)}|\n${`${'|a'.repeat(3_000)}|\n`.repeat(4)}`;
    const before = process.cpuUsage();
    expect(tablesOf(wide)[0]).toMatchObject({ head: { length: 3_000 }, rows: { length: 4 } });
    expect(tablesOf(`a|b\n-${' '.repeat(60_000)}x|`)).toEqual([]);
    const blank = readRecords(JSON.stringify([{ a: ` b\n c${' '.repeat(60_000)}x` }]));
    expect(recordsMarkdown(blank!)).toContain('|  b c  ');
    expect(excerptOf(`${' '.repeat(1_079)}x`)).toBe('x');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(500);
  });

  it('are no tables where JSON is as deep as a well, or each record has columns of its own', () => {
    expect(readRecords(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBeNull();
    expect(readRecords(JSON.stringify(Array.from({ length: 2_000 }, (_, index) => ({ [`a${index}`]: 1 }))))).toBeNull();
    expect(readRecords(JSON.stringify(Array.from({ length: 200 }, () => ({ a: '\\"[[' }))))?.rows).toHaveLength(200);
    expect(readRecords('[{"a":{"b":[1]}},{"a":"]["}]')?.rows).toHaveLength(2);
  });

  it('fill up rows that are shorter than their head, and cut longer ones', () => {
    expect(tablesOf('| a | b |\n|---|:-:|\n| 1 |\n| 1 | 2 | 3 |')[0]?.rows).toEqual([
      ['1', ''],
      ['1', '2'],
    ]);
  });

  it('hold a transcript with its times', () => {
    const output = { text: 'Hello.', segments: [{ start: 1, end: 2, text: 'Hello.' }] };
    expect(textForms({ toolId: 'transcription', output })).toEqual(['txt', 'srt', 'vtt']);
    expect(runText({ ...run, output }, 'txt')!.body).toBe('Hello.\n\n[00:00:01] Hello.\n');
    expect(runText({ ...run, output }, 'srt')!.body).toContain('00:00:01,000 --> 00:00:02,000');
    expect(runText({ ...run, output }, 'vtt')!.body).toContain('WEBVTT');
  });
});

describe('records', () => {
  it('become a table with every column that is used, and nothing a spreadsheet would run', () => {
    const records = readRecords(RECORDS)!;
    expect(records.columns).toEqual(['name', 'price', 'tags']);
    expect(recordsCsv(records)).toBe(`name,price,tags\r\nAda,3.5,\r\n'=1+1,-2,"[""a"",""b""]"\r\n`);
    expect(recordsMarkdown(records).split('\n')).toHaveLength(4);
    expect(runText({ ...run, output: { text: RECORDS } }, 'json')!.body).toBe(
      `${JSON.stringify(JSON.parse(RECORDS), null, 2)}\n`,
    );
  });

  it('are no records where the answer is anything else', () => {
    for (const text of ['', 'words', '[]', '[1,2]', '"text"', 'null', '[{"a":1},2]', '{"a":']) {
      expect(readRecords(text)).toBeNull();
    }
  });
});

describe('tables of pipes', () => {
  it('are found outside of code, with their cells as they read', () => {
    expect(tablesOf(TABLE)).toEqual([
      {
        head: ['Name', 'Price'],
        rows: [
          ['Ada', '3'],
          ['a | b', '=2'],
        ],
      },
    ]);
    expect(tablesOf(`\`\`\`\n${TABLE}\n\`\`\``)).toEqual([]);
    expect(tableCsv(tablesOf(TABLE)[0]!)).toBe(`Name,Price\r\nAda,3\r\na | b,'=2\r\n`);
  });

  it('keep quotes, breaks and formulas from doing harm', () => {
    expect(csvLine(['a"b', 'c\nd', ' e', '\t=x', '＝1', null, true])).toBe(`"a""b","c\nd"," e",'\t=x,'＝1,,true\r\n`);
  });
});

it('calls a run by what was asked, never by its file or choices', () => {
  expect(titleOf({ fileId: 'f', prompt: '' })).toBe('');
  expect(titleOf({ text: 'A  long\ntext', to: 'German' })).toBe('A long text');
  expect(titleOf({ question: 'Why?', text: 'Document' })).toBe('Why?');
  expect(titleOf({ prompt: 'x'.repeat(500) })).toHaveLength(140);
});
