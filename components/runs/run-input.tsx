import { useTranslations } from 'next-intl';

/** What a field is called, and what its choices are called. */
export interface FieldLabel {
  label: string;
  choices?: Record<string, string>;
}

interface RunInputProps {
  input: Record<string, unknown>;
  options: Record<string, unknown>;
  labels: Record<string, FieldLabel>;
}

/** Longer than what its box shows: it scrolls, and so must be within reach of the keyboard. */
const SCROLLS = 500;

/** What was asked, as it was typed. */
export function RunInput({ input, options, labels }: RunInputProps) {
  const t = useTranslations('runs');
  const rows = [...Object.entries(input), ...Object.entries(options)].filter(
    (row): row is [string, string] => typeof row[1] === 'string' && row[1] !== '',
  );
  if (rows.length === 0) return null;
  return (
    <section className="rounded-card bg-sunken p-5 sm:p-6">
      <h2 className="mb-3 text-lg">{t('input')}</h2>
      <dl className="grid gap-4">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-muted">{labels[name]?.label ?? name}</dt>
            <dd>
              <div
                {...(value.length > SCROLLS && {
                  tabIndex: 0,
                  role: 'region',
                  'aria-label': labels[name]?.label ?? name,
                })}
                className="max-h-80 overflow-y-auto rounded-control wrap-anywhere whitespace-pre-wrap"
              >
                {labels[name]?.choices?.[value] ?? value}
              </div>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
