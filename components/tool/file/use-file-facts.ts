import { useFormatter, useTranslations } from 'next-intl';
import { formatClock } from '@/lib/format';
import type { KnownFile } from './upload-client';

const STEPS = [
  { from: 1_000_000_000, unit: 'gigabyte' },
  { from: 1_000_000, unit: 'megabyte' },
  { from: 1_000, unit: 'kilobyte' },
] as const;

/** Bytes as people say them: "2.4 MB". */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const step = STEPS.find(({ from }) => bytes >= from);
    const value = bytes / (step?.from ?? 1);
    return format.number(value, {
      style: 'unit',
      unit: step?.unit ?? 'byte',
      // Short units have no plural of "byte".
      unitDisplay: step ? 'short' : 'long',
      maximumFractionDigits: value < 10 && step ? 1 : 0,
    });
  };
}

/** What can be said about a file: "2.4 MB · 1:05 · 12,000 characters". */
export function useFileFacts(): (file: KnownFile) => string {
  const t = useTranslations('fileField');
  const size = useFileSize();
  return ({ bytes, seconds, characters, cut, width, height }) =>
    [
      bytes > 0 && size(bytes),
      seconds !== undefined && formatClock(Math.floor(seconds)),
      characters !== undefined && t('characters', { count: characters }),
      cut && t('cut'),
      width !== undefined && height !== undefined && `${width} × ${height}`,
    ]
      .filter((fact) => typeof fact === 'string')
      .join(' · ');
}
