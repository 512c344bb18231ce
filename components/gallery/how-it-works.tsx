import { useTranslations } from 'next-intl';
import { LogoMark } from '@/components/layout/logo';
import { Coin } from '@/components/ui/coin';

const STEPS = ['ask', 'watch', 'get'] as const;

/** Three steps; the numbers are part of the design because the order matters. */
export function HowItWorks() {
  const t = useTranslations('home.how');
  return (
    <ol className="grid gap-8 md:grid-cols-3">
      {STEPS.map((step, index) => (
        <li key={step} className="border-t-2 border-ink pt-4">
          <span aria-hidden className="font-display text-5xl font-extrabold tracking-tight text-accent">
            {index + 1}
          </span>
          <h3 className="mt-3 text-xl">{t(`${step}.title`)}</h3>
          <p className="mt-2 text-muted">{t(`${step}.body`)}</p>
        </li>
      ))}
    </ol>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-dashed border-line py-2.5">
      <dt className="text-muted">{label}</dt>
      <dd className="text-end font-medium">{children}</dd>
    </div>
  );
}

/** What every run leaves behind, shown on an example and called one. */
export function ExampleReceipt({ price }: { price: number }) {
  const t = useTranslations('home.receipt');
  return (
    <figure className="mx-auto w-full max-w-sm drop-shadow-[0_10px_22px_rgb(22_21_29/0.14)]">
      <div className="torn -rotate-1 rounded-t-card bg-surface px-6 pt-6">
        <p className="flex items-center gap-2 font-display font-bold">
          <LogoMark className="size-6" />
          {t('heading')}
        </p>
        <dl className="mt-3 text-[0.9375rem]">
          <Line label={t('quoted')}>
            <Coin amount={price} />
          </Line>
          <Line label={t('first')}>
            <span className="text-bad">{t('busy')}</span>
          </Line>
          <Line label={t('second')}>
            <span className="text-good">{t('answered')}</span>
          </Line>
          <Line label={t('refunded')}>
            <Coin amount={0} />
          </Line>
          <div className="flex items-baseline justify-between gap-4 py-3 text-lg font-bold">
            <dt>{t('charged')}</dt>
            <dd>
              <Coin amount={price} />
            </dd>
          </div>
        </dl>
      </div>
      <figcaption className="mt-3 text-center text-sm text-muted">{t('caption')}</figcaption>
    </figure>
  );
}

const PROMISES = ['quote', 'refund', 'repeat', 'chain'] as const;

export function Promises() {
  const t = useTranslations('home.promises');
  return (
    <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
      {PROMISES.map((promise) => (
        <li key={promise}>
          <h3 className="text-lg">{t(`${promise}.title`)}</h3>
          <p className="mt-1 text-muted">{t(`${promise}.body`)}</p>
        </li>
      ))}
    </ul>
  );
}
