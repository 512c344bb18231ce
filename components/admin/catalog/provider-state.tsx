import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ProviderView } from '@/lib/admin/types';

/** Whether new runs are given to it: `on`, `off` by its switch, `back` behind real providers, or `none` for want of models. */
export function useOf({ enabled, models }: Pick<ProviderView, 'enabled' | 'models'>): 'on' | 'off' | 'back' | 'none' {
  if (!enabled) return 'off';
  if (models.waiting > 0) return 'back';
  return models.shown > 0 ? 'on' : 'none';
}

const isUsedUp = ({ spend: { todayUsd, capUsd } }: ProviderView) => capUsd !== null && todayUsd >= capUsd;

/** What keeps runs from it first, then what is wrong; a provider that is on and well needs one word. */
export function ProviderState({ provider }: { provider: ProviderView }) {
  const t = useTranslations('adminCatalog.providers.state');
  const { health, listing } = provider;
  const use = useOf(provider);
  if (use === 'off') return <Badge>{t('off')}</Badge>;
  if (use === 'none') return <Badge tone="warn">{t('empty')}</Badge>;
  if (isUsedUp(provider)) return <Badge tone="warn">{t('cap')}</Badge>;
  const resting = health.filter(({ breaker }) => breaker === 'open').length;
  if (resting > 0) return <Badge tone="bad">{t('open', { count: resting })}</Badge>;
  if (listing?.failure === 'unauthorized') return <Badge tone="bad">{t('key')}</Badge>;
  const tried = health.filter(({ breaker }) => breaker === 'half_open').length;
  if (tried > 0) return <Badge tone="warn">{t('trying', { count: tried })}</Badge>;
  if (health.some(({ pausedUntil }) => pausedUntil)) return <Badge tone="warn">{t('paused')}</Badge>;
  if (use === 'back' && provider.models.shown === 0) return <Badge>{t('back')}</Badge>;
  return <Badge tone="good">{t('on')}</Badge>;
}
