import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { ExchangeStrip } from './exchange-strip';
import { Hero, Welcome } from './hero';
import { ExampleReceipt, HowItWorks, Promises } from './how-it-works';
import { Section } from './section';
import { ToolCard } from './tool-card';
import type { Exchange, GalleryTool } from './types';

interface HomePageProps {
  tools: GalleryTool[];
  exchanges: Exchange[];
  /** Null for guests. */
  viewer: { name: string | null } | null;
  /** In credits. */
  welcomeBonus: number;
  dailyCap: number;
  /** A standard text run, for the example. */
  textPrice: number;
  /** No model provider is configured. */
  demoOnly: boolean;
}

function ToolGrid({ tools, demoOnly }: Pick<HomePageProps, 'tools' | 'demoOnly'>) {
  const t = useTranslations('home');
  return (
    <>
      {demoOnly && (
        <Alert title={t('demoNote.title')} className="mb-5">
          {t('demoNote.body')}
        </Alert>
      )}
      {tools.length === 0 && <p className="text-muted">{t('tools.empty')}</p>}
      <div className="grid gap-4 lg:grid-cols-2">
        {tools.map((tool) => (
          <ToolCard key={tool.id} tool={tool} />
        ))}
      </div>
    </>
  );
}

export function HomePage({ tools, exchanges, viewer, welcomeBonus, dailyCap, textPrice, demoOnly }: HomePageProps) {
  const t = useTranslations('home');
  return (
    <>
      {viewer ? <Welcome name={viewer.name} /> : <Hero welcomeBonus={welcomeBonus} />}
      {viewer ? (
        <section id="tools" aria-labelledby="tools-title">
          <h2 id="tools-title" className="sr-only">
            {t('tools.title')}
          </h2>
          <ToolGrid tools={tools} demoOnly={demoOnly} />
        </section>
      ) : (
        <Section id="tools" title={t('tools.title')} lead={t('tools.lead')}>
          <ToolGrid tools={tools} demoOnly={demoOnly} />
        </Section>
      )}
      <Section id="prices" title={t('exchange.title')} lead={t('exchange.lead')}>
        <ExchangeStrip exchanges={exchanges} />
        <p className="mt-4 text-sm text-muted">{t('exchange.cap', { cap: dailyCap })}</p>
      </Section>
      <Section id="how" title={t('how.title')}>
        <HowItWorks />
      </Section>
      {!viewer && (
        <Section id="promises" title={t('promises.title')} lead={t('promises.lead')}>
          <div className="grid items-center gap-10 lg:grid-cols-[1.4fr_1fr]">
            <Promises />
            <ExampleReceipt price={textPrice} />
          </div>
        </Section>
      )}
    </>
  );
}
