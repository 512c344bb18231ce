import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { cx } from '@/components/ui/cx';
import type { ToolGroup } from '@/lib/tools/types';
import { ExchangeStrip } from './exchange-strip';
import { Hero, Welcome } from './hero';
import { ExampleReceipt, HowItWorks, Promises } from './how-it-works';
import { Section } from './section';
import { ToolCard } from './tool-card';
import { ToolFinder, type FinderGroup } from './tool-finder';
import type { Exchange, GalleryTool, Sought } from './types';

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
  /** What the address asks for. */
  sought: Sought;
}

const GROUPS: readonly ToolGroup[] = ['write', 'work', 'understand', 'picture', 'sound', 'film'];

/** The tools by what they are for, each with its card and the words it is found by. */
function useGroups(tools: GalleryTool[]): FinderGroup[] {
  const t = useTranslations('home.groups');
  const kinds = useTranslations('common.kinds');
  return GROUPS.map((group) => ({
    id: group,
    title: t(group),
    cards: tools
      .filter((tool) => tool.group === group)
      .map((tool) => ({
        id: tool.id,
        kind: tool.kind,
        words: `${tool.name} ${tool.description} ${kinds(tool.kind)} ${t(group)} ${tool.id}`,
        card: <ToolCard tool={tool} />,
      })),
  })).filter(({ cards }) => cards.length > 0);
}

function Tools({ tools, demoOnly, sought }: Pick<HomePageProps, 'tools' | 'demoOnly' | 'sought'>) {
  const t = useTranslations('home');
  const kinds = useTranslations('common.kinds');
  const groups = useGroups(tools);
  const present = (['text', 'image', 'audio', 'video'] as const).filter((kind) =>
    tools.some((tool) => tool.kind === kind),
  );
  if (tools.length === 0) return <p className="text-muted">{t('tools.empty')}</p>;
  return (
    <>
      <ToolFinder groups={groups} kinds={present.map((id) => ({ id, label: kinds(id) }))} sought={sought} />
      {demoOnly && (
        <Alert title={t('demoNote.title')} className="mt-8">
          {t('demoNote.body')}
        </Alert>
      )}
    </>
  );
}

export function HomePage(props: HomePageProps) {
  const { tools, exchanges, viewer, welcomeBonus, dailyCap, textPrice, demoOnly, sought } = props;
  const t = useTranslations('home');
  return (
    <>
      {viewer ? <Welcome name={viewer.name} /> : <Hero welcomeBonus={welcomeBonus} />}
      <section id="tools" aria-labelledby="tools-title" className={cx('scroll-mt-24', !viewer && 'mt-8 sm:mt-16')}>
        <div className={viewer ? 'sr-only' : 'mb-4 sm:mb-6'}>
          <h2 id="tools-title" className="text-2xl sm:text-4xl">
            {t('tools.title')}
          </h2>
          <p className="mt-2 hidden max-w-2xl text-lg text-muted sm:block">{t('tools.lead')}</p>
        </div>
        <Tools tools={tools} demoOnly={demoOnly} sought={sought} />
      </section>
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
