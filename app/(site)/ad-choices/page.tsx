import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { AdPage } from '@/app/_shell/ad-page';
import { pageCtx } from '@/app/_shell/page';
import { answerConsent } from '@/app/actions/consent';
import { ConsentForm } from '@/components/ads/consent/consent-form';
import { Card, CardHeader, PageHeader } from '@/components/ui';
import { consentNeed, type ConsentNeed } from '@/lib/ads';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adChoices.page');
  return { title: t('title') };
}

const answerOf = ({ ads, underAge }: ConsentNeed['consent']) => (underAge ? 'young' : ads);

const CHOSEN = { young: 'under_age', granted: 'accept', denied: 'house', unknown: null } as const;

/** What was answered about ads of other companies, what it means, and the question once more. */
export default async function Page() {
  const [t, format, { ctx }] = await Promise.all([getTranslations('adChoices.page'), getFormatter(), pageCtx()]);
  const { partners, consent, cmpScriptUrl, childDirected } = consentNeed({ ctx });
  const answer = answerOf(consent);
  const meaning = [
    t('house'),
    t('partner', { names: format.list(partners, { type: 'conjunction' }) }),
    ...(childDirected ? [t('children')] : []),
    t('under'),
    t('kept'),
  ];
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <AdPage path="/ad-choices" />
      <PageHeader title={t('title')} lead={partners.length > 0 ? t('lead') : t('none')} />
      {partners.length > 0 && (
        <>
          <Card>
            <CardHeader title={t('now')} />
            <p>{t(answer)}</p>
            <h3 className="mt-6 mb-3 font-sans text-base font-semibold tracking-normal">
              {t(answer === 'unknown' ? 'choose' : 'change')}
            </h3>
            {cmpScriptUrl && <p className="mb-3 text-muted">{t('platform')}</p>}
            <div className="max-w-md">
              <ConsentForm action={answerConsent} chosen={CHOSEN[answer]} />
            </div>
          </Card>
          <Card>
            <CardHeader title={t('whatTitle')} />
            <ul className="grid gap-2.5 text-muted">
              {meaning.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Card>
        </>
      )}
    </div>
  );
}
