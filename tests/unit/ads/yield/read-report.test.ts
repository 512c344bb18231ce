import { describe, expect, it } from '@jest/globals';
import { decodeReport } from '@/lib/ads/yield/report/decode';
import { readReport, type ReportTerms } from '@/lib/ads/yield/report/read-report';

const TERMS: ReportTerms = { network: 'gpt', currency: 'USD', usdPerUnit: null, lastDay: '2026-03-11' };

const read = (text: string | string[], terms: Partial<ReportTerms> = {}) =>
  readReport(typeof text === 'string' ? text : text.join('\n'), { ...TERMS, ...terms });

/** Rows as short lines: day, network, country, kind, impressions, microdollars. */
function rows(text: string | string[], terms?: Partial<ReportTerms>): string[] {
  const report = read(text, terms);
  if (!report.ok) throw new Error(JSON.stringify(report.faults));
  return report.rows.map((row) =>
    [row.day, row.network, row.country, row.kind, row.impressions, row.revenueMicroUsd].join(' '),
  );
}

function faults(text: string | string[], terms?: Partial<ReportTerms>): string[] {
  const report = read(text, terms);
  return report.ok ? [] : report.faults.map(({ line, column, message }) => `${line}|${column}|${message}`);
}

const HEAD = 'date,country,impressions,revenue';

describe('reports of the networks', () => {
  it.each([
    ['a plain table', [HEAD, '2026-03-01,US,1000,2.5']],
    [
      'AdMob',
      [
        'Date,App,Country,Est. earnings (USD),Impressions,Match rate (%)',
        '2026-03-01,Hub,United States,2.50,"1,000",98.10%',
      ],
    ],
    [
      'AdSense',
      [
        'Date,Country,Page views,Impressions,Clicks,Estimated earnings (USD)',
        'Totals,,4000,1000,7,2.50',
        '2026-03-01,United States,4000,1000,7,2.50',
        'Averages,,4000,1000,7,2.50',
      ],
    ],
    [
      'AdSense by its API',
      ['DATE,COUNTRY_CODE,COUNTRY_NAME,IMPRESSIONS,ESTIMATED_EARNINGS', '2026-03-01,US,United States,1000,2.50'],
    ],
    [
      'Ad Manager',
      [
        '"Report name","Rewarded by day"',
        '"Report time generated","March 11, 2026 10:00:00 AM UTC"',
        '',
        '"Date","Country","Ad unit","Total impressions","Total CPM, CPC, CPD, and vCPM revenue ($)"',
        '"3/1/26","United States","rewarded","1,000","$2.50"',
        '"3/13/25","United States","rewarded","10","$0.01"',
        '"Total","-","-","1,010","$2.51"',
      ],
    ],
    [
      'a dump of Ad Manager',
      [
        'Dimension.DATE,Dimension.COUNTRY_NAME,Column.TOTAL_LINE_ITEM_LEVEL_IMPRESSIONS,Column.TOTAL_LINE_ITEM_LEVEL_ALL_REVENUE',
        '2026-03-01,United States,1000,2500000',
      ],
    ],
  ])('are read: %s', (_name, lines) => {
    expect(rows(lines)[0]).toBe('2026-03-01 gpt US  1000 2500000');
  });

  it('come with a byte order mark, or as UTF-16 with tabs', () => {
    expect(rows(`\uFEFF${HEAD}\n2026-03-01,US,1000,2.5\n`)).toHaveLength(1);
    const utf16 = Buffer.from('\uFEFFDate\tCountry\tImpressions\tEarnings\r\n2026-03-01\tUS\t1000\t2.5\r\n', 'utf16le');
    expect(rows(decodeReport(utf16))).toEqual(['2026-03-01 gpt US  1000 2500000']);
    expect(rows(decodeReport(Buffer.from(`${HEAD}\n2026-03-01,Türkiye,1,0\n`)))).toEqual(['2026-03-01 gpt TR  1 0']);
  });

  it('name networks and kinds in columns of their own', () => {
    const text = [
      'day,network,kind,country_code,impressions,revenue_usd',
      '2026-03-01,AdMob,video,de,5,0.01',
      '2026-03-01,Google Ad Manager,,,6,0.02',
    ];
    expect(rows(text, { network: undefined })).toEqual([
      '2026-03-01 admob DE video 5 10000',
      '2026-03-01 gpt   6 20000',
    ]);
  });

  it('without a country are kept as of an open one', () => {
    const text = [HEAD, '2026-03-01,Unknown,1,1', '2026-03-02,,1,1', '2026-03-03,(not set),1,1', '2026-03-04,ZZ,1,1'];
    expect(rows(text).map((row) => row.split(' ')[2])).toEqual(['', '', '', '']);
    expect(rows(['Date,Impressions,Revenue', '2026-03-01,1,1'])).toEqual(['2026-03-01 gpt   1 1000000']);
  });

  it.each([
    ['UK', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Hong Kong', 'HK'],
    ['South Korea', 'KR'],
    ['Turkey', 'TR'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Czech Republic', 'CZ'],
  ])('know the country %s', (name, code) => {
    expect(rows([HEAD, `2026-03-01,"${name}",1,1`])[0]).toContain(` ${code} `);
  });
});

describe('numbers of reports', () => {
  const one = (impressions: string, revenue: string, delimiter = ',') => {
    const quoted = (cell: string) => `"${cell}"`;
    return rows([
      ['date', 'impressions', 'revenue'].join(delimiter),
      ['2026-03-01', quoted(impressions), quoted(revenue)].join(delimiter),
    ])[0]!
      .split(' ')
      .slice(-2)
      .join(' ');
  };

  it.each([
    ['1,234,567', '$1,234.56', ',', '1234567 1234560000'],
    ['12,34,567', '1.5', ',', '1234567 1500000'],
    ['1.234.567', '1.234,56', ';', '1234567 1234560000'],
    ['1\u00A0234', '0,05', ';', '1234 50000'],
    ["1'234", 'US$0.1', ',', '1234 100000'],
    ['1,234', '5', ',', '1234 5000000'],
    ['7', '1.234', ',', '7 1234000'],
    ['7', '1,234', ';', '7 1234000'],
    ['-', '0.0000005', ',', '0 1'],
    ['0', '0.00000049', ',', '0 0'],
  ])('%s and %s between %s', (impressions, revenue, delimiter, wanted) => {
    expect(one(impressions, revenue, delimiter)).toBe(wanted);
  });

  it('are read one way in the whole report, and refused where they contradict each other', () => {
    const text = (second: string) => ['date;impressions;revenue', '2026-03-01;1;1,50', `2026-03-02;1;${second}`];
    expect(rows(text('2,234')).at(-1)).toBe('2026-03-02 gpt   1 2234000');
    expect(faults(text('1.5'))).toEqual(['2|revenue|some numbers have a point before the fraction, some a comma']);
  });
});

describe('days of reports', () => {
  const days = (...cells: string[]) =>
    rows(['date;impressions;revenue', ...cells.map((cell) => `${cell};1;1`)]).map((row) => row.slice(0, 10));

  it.each([['20260301'], ['2026/03/01'], ['Mar 1, 2026'], ['1 March 2026'], ['Sunday, March 1, 2026'], ['01.03.2026']])(
    '%s',
    (cell) => {
      expect(days(cell)).toEqual(['2026-03-01']);
    },
  );

  it('in short are read as the report’s other days tell', () => {
    expect(days('3/1/2026', '2/28/2026')).toEqual(['2026-03-01', '2026-02-28']);
    expect(days('1/3/26', '28/2/26')).toEqual(['2026-03-01', '2026-02-28']);
  });

  it('that could be two, do not exist or have not come are refused', () => {
    const wrong = (...cells: string[]) => faults(['date;impressions;revenue', ...cells.map((cell) => `${cell};1;1`)]);
    expect(wrong('3/1/2026')).toEqual(['2|date|“3/1/2026” could be read in two ways, or is no day: write 2026-01-31']);
    expect(wrong('28/2/2026', '2/28/2026')).toEqual(['2|date|some are written day first, some month first']);
    expect(wrong('2026-02-30')[0]).toContain('write 2026-01-31');
    expect(wrong('2026-03-12')).toEqual(['2|date|2026-03-12 has not come yet']);
    expect(wrong('yesterday')).toEqual(['2|date|“yesterday” is no day: write 2026-01-31']);
  });
});

describe('a report is refused', () => {
  it('as a whole, with every wrong cell by line and column', () => {
    const text = [
      HEAD,
      '2026-03-01,US,1,1',
      '2026-03-02,Atlantis,1,1',
      '2026-03-03,US,-5,1',
      '2026-03-04,US,1.5,1',
      '2026-03-05,US,1,-0.01',
      '2026-03-06,US,1,',
      '2026-03-07,US,many,1',
      '2026-03-08,US,1,1,9',
    ];
    expect(faults(text)).toEqual([
      '3|country|“Atlantis” is no country',
      '4|impressions|is negative',
      '5|impressions|must be a whole number',
      '6|revenue|is negative',
      '7|revenue|is empty',
      '8|impressions|“many” is no number',
      '9||has 5 cells for 4 columns',
    ]);
  });

  it('counting the lines of the file, with its preamble and cells of several lines', () => {
    const text = '"Report","a\nb"\n\ndate,note,impressions,revenue\n2026-03-01,"x\ny",1,1\n2026-03-02,z,1,oops\n';
    expect(faults(text)).toEqual(['7|revenue|“oops” is no number']);
  });

  it('in another currency, unless it is said what that is worth', () => {
    const euros = ['Date,Impressions,Estimated earnings (EUR)', '2026-03-01,1,2.00'];
    expect(faults(euros)).toEqual(['2|Estimated earnings (EUR)|is in EUR: say what one is in US dollars']);
    expect(faults(euros, { currency: 'GBP', usdPerUnit: 2 })).toHaveLength(1);
    expect(rows(euros, { currency: 'EUR', usdPerUnit: 1.1 })).toEqual(['2026-03-01 gpt   1 2200000']);
    const column = ['date,impressions,revenue,currency', '2026-03-01,1,1,USD', '2026-03-02,1,1,jpy'];
    expect(faults(column)).toEqual(['3|currency|is in JPY: say what one is in US dollars']);
    expect(rows(column, { currency: 'JPY', usdPerUnit: 0.0067 })[1]).toBe('2026-03-02 gpt   1 6700');
    expect(rows(['date,impressions,revenue (net)', '2026-03-01,1,1'])).toHaveLength(1);
    // One unit may be worth less than a hundredth of a cent.
    const dong = ['date,impressions,revenue (VND)', '2026-03-01,1,1000000'];
    expect(rows(dong, { currency: 'VND', usdPerUnit: 0.0000393 })).toEqual(['2026-03-01 gpt   1 39300000']);
  });

  it('that says a line twice, or one day twice without telling the lines apart', () => {
    expect(faults([HEAD, '2026-03-01,US,1,1', '2026-03-01,US,1,1'])).toEqual(['3||is the same as line 2']);
    expect(faults([HEAD, '2026-03-01,US,1,1', '2026-03-01,United States,2,1'])).toEqual([
      '3||is about the same day, network and country as line 2',
    ]);
    const byUnit = ['date,ad unit,impressions,revenue', '2026-03-01,a,1,1', '2026-03-01,b,2,0.5'];
    expect(rows(byUnit)).toEqual(['2026-03-01 gpt   3 1500000']);
  });

  it('without a header, without rows, without a network, and with an open quote', () => {
    expect(faults('2026-03-01,US,1,1')[0]).toContain('no header was found');
    expect(faults('date,country,impressions\n2026-03-01,US,1')[0]).toContain('a column for revenue');
    expect(faults(HEAD)).toEqual(['1|date|no row follows the header']);
    expect(faults([HEAD, '2026-03-01,US,1,1'], { network: undefined })).toEqual(['2||names no network']);
    expect(faults([HEAD, '2026-03-01,"US,1,1'])[0]).toContain('a quote that is never closed');
  });

  it('with numbers beyond all reason, and after twenty faults reads no further', () => {
    expect(faults([HEAD, `2026-03-01,US,${'9'.repeat(13)},1`, `2026-03-02,US,1,${'9'.repeat(10)}`])).toEqual([
      '2|impressions|is too large',
      '3|revenue|is too large',
    ]);
    expect(faults([HEAD, ...Array.from({ length: 50 }, (_, index) => `2026-03-01,nowhere,${index},1`)])).toHaveLength(
      20,
    );
  });
});
