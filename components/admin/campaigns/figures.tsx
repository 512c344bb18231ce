import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { CampaignDay, CampaignFigures, QuestionResult } from '@/lib/ads/types';

const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);

/** The numbers of a campaign with their names; shares are of what they are a part of. */
export function useFigures({ views, completed, clicks, asked, answers }: CampaignFigures) {
  const t = useTranslations('adminCampaigns.figures');
  const rate = (part: number, all: number) => (all === 0 ? t('none') : t('share', { share: share(part, all) }));
  return [
    { name: t('views'), value: t('count', { count: views }), note: null },
    { name: t('completed'), value: rate(completed, views), note: t('of', { count: completed, all: views }) },
    { name: t('clicks'), value: t('count', { count: clicks }), note: null },
    { name: t('rate'), value: rate(clicks, views), note: t('of', { count: clicks, all: views }) },
    { name: t('answers'), value: rate(answers, asked), note: t('of', { count: answers, all: asked }) },
  ];
}

export function CampaignTotals({ figures }: { figures: CampaignFigures }) {
  const t = useTranslations('adminCampaigns.figures');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-5">
        {useFigures(figures).map(({ name, value, note }) => (
          <div key={name}>
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="font-display text-2xl tabular-nums">{value}</dd>
            {note && figures.views > 0 && <dd className="text-sm text-muted tabular-nums">{note}</dd>}
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** One bar a day: its full height are the views, the strong part those seen to the end. */
export function CampaignDays({ days }: { days: CampaignDay[] }) {
  const t = useTranslations('adminCampaigns.days');
  const format = useFormatter();
  const most = Math.max(...days.map(({ views }) => views));
  if (most === 0) {
    return (
      <Card>
        <CardHeader title={t('title')} />
        <p className="text-muted">{t('nothing')}</p>
      </Card>
    );
  }
  const named = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const height = (part: number) => `${(part / most) * 100}%`;
  return (
    <Card>
      <CardHeader
        title={t('title')}
        aside={
          <p className="flex gap-4 text-sm text-muted">
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="size-3 rounded-sm bg-accent" />
              {t('legend')}
            </span>
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="size-3 rounded-sm bg-accent/30" />
              {t('rest')}
            </span>
          </p>
        }
      />
      <ol className="flex h-40 items-end gap-px sm:gap-1">
        {days.map(({ day, views, completed, clicks }) => {
          const words = t('day', { day: named(day), views, completed, clicks });
          return (
            <li key={day} title={words} className="flex h-full flex-1 flex-col justify-end border-b border-line">
              <span className="sr-only">{words}</span>
              <span
                aria-hidden
                className="block rounded-t-sm bg-accent/30"
                style={{ blockSize: height(views - completed) }}
              />
              <span aria-hidden className="block bg-accent" style={{ blockSize: height(completed) }} />
            </li>
          );
        })}
      </ol>
      <p aria-hidden className="mt-2 flex justify-between text-sm text-muted tabular-nums">
        {days
          .filter((_, index) => index % 10 === 0 || index === days.length - 1)
          .map(({ day }) => (
            <span key={day}>{named(day)}</span>
          ))}
      </p>
    </Card>
  );
}

/** What people said, choice by choice. */
export function CampaignAnswers({ questions }: { questions: QuestionResult[] }) {
  const t = useTranslations('adminCampaigns.answers');
  if (questions.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t('title')} />
      <div className="grid gap-6">
        {questions.map(({ text, choices }, index) => {
          const all = choices.reduce((sum, { answers }) => sum + answers, 0);
          return (
            <section key={`${index} ${text}`} className="grid gap-3">
              <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-sans text-base tracking-normal">
                {text}
                {index > 0 && <span className="text-sm font-normal text-muted">{t('earlier')}</span>}
              </h3>
              {all === 0 && <p className="text-sm text-muted">{t('nothing')}</p>}
              <ul className="grid gap-2.5">
                {choices.map((choice) => (
                  <li key={choice.text} className="grid gap-1">
                    <p className="flex justify-between gap-3">
                      <span className="wrap-anywhere">{choice.text}</span>
                      <span className="shrink-0 text-muted tabular-nums">
                        {t('count', { count: choice.answers, share: share(choice.answers, all) })}
                      </span>
                    </p>
                    <span aria-hidden className="h-2.5 overflow-hidden rounded-full bg-sunken">
                      <span
                        className="block h-full rounded-full bg-coin"
                        style={{ inlineSize: `${share(choice.answers, all) * 100}%` }}
                      />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Card>
  );
}
