import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import { tableCsv } from '@/lib/format';
import { CopyButton } from './copy-button';
import { Inline } from './inline';
import type { Tokens } from './lex';
import { wordsOf } from './words-of';

const SIDES = { left: 'text-start', center: 'text-center', right: 'text-end' } as const;

/** A date, a number, a code: broken at its hyphens it is hard to read. */
const isWord = (cell = ''): boolean => cell.length <= 20 && !/\s/.test(cell);

/** Wider than a phone, it scrolls in its own box. */
export function TableView({ token }: { token: Tokens.Table }) {
  const t = useTranslations('ui.rich');
  const side = (index: number) => SIDES[token.align[index] ?? 'left'];
  const rows = token.rows.map((row) => row.map((cell) => wordsOf(cell.tokens)));
  const csv = tableCsv({ head: token.header.map((cell) => wordsOf(cell.tokens)), rows });
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <div tabIndex={0} role="region" aria-label={t('aTable')} className="overflow-x-auto">
        <table className="w-full border-collapse text-start text-[0.9375rem] [overflow-wrap:normal]">
          <thead className="bg-sunken">
            <tr>
              {token.header.map((cell, index) => (
                <th key={index} scope="col" className={`px-3 py-2 align-bottom font-semibold ${side(index)}`}>
                  <Inline tokens={cell.tokens} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {token.rows.map((row, line) => (
              <tr key={line} className="border-t border-line">
                {row.map((cell, index) => (
                  <td
                    key={index}
                    className={cx(
                      'min-w-24 px-3 py-2 align-top',
                      side(index),
                      isWord(rows[line]?.[index]) && 'whitespace-nowrap',
                    )}
                  >
                    <Inline tokens={cell.tokens} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex justify-end border-t border-line bg-sunken">
        <CopyButton text={csv} what="table" />
      </div>
    </div>
  );
}
