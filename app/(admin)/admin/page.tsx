import {
  ArrowRight,
  BookOpenCheck,
  Boxes,
  Clapperboard,
  Coins,
  Mail,
  Megaphone,
  PlugZap,
  Scale,
  ShieldAlert,
  SlidersHorizontal,
} from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { Alert } from '@/components/ui/alert';
import { PageHeader } from '@/components/ui/page-header';
import { AdWarnings } from '@/components/admin/ad-warnings';
import { adWarnings } from '@/lib/ads';
import { publicUrl } from '@/lib/auth';
import { listMargins } from '@/lib/tools';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin');
  return { title: t('title') };
}

const PLACES = [
  { key: 'providers', href: '/admin/providers', Icon: PlugZap },
  { key: 'models', href: '/admin/models', Icon: Boxes },
  { key: 'settings', href: '/admin/settings', Icon: SlidersHorizontal },
  { key: 'ads', href: '/admin/ads', Icon: Clapperboard },
  { key: 'margins', href: '/admin/margins', Icon: Scale },
  { key: 'campaigns', href: '/admin/campaigns', Icon: Megaphone },
  { key: 'credits', href: '/admin/credits', Icon: Coins },
  { key: 'ledger', href: '/admin/ledger', Icon: BookOpenCheck },
  { key: 'fraud', href: '/admin/fraud', Icon: ShieldAlert },
  { key: 'mails', href: '/admin/mails', Icon: Mail },
] as const;

export default async function Page() {
  const [t, { ctx, services }] = await Promise.all([getTranslations('admin'), requireSignedIn('/admin')]);
  const hasNone = ctx.ai.providers().every((provider) => provider.demo);
  const losses = listMargins({ ctx }).filter(({ verdict }) => verdict === 'loss').length;
  return (
    <>
      <PageHeader title={t('title')} lead={t('overview.lead')} />
      <div className="grid gap-5">
        {hasNone && <Alert tone="warn">{t('overview.noProviders')}</Alert>}
        {losses > 0 && (
          <Alert tone="warn">
            {t.rich('overview.losses', {
              count: losses,
              link: (chunks) => (
                <Link href="/admin/margins" className="font-medium text-accent-strong underline underline-offset-4">
                  {chunks}
                </Link>
              ),
            })}
          </Alert>
        )}
        <AdWarnings warnings={adWarnings({ ctx, input: { appUrl: publicUrl(services.env) } })} />
        <ul className="grid gap-4 sm:grid-cols-2">
          {PLACES.map(({ key, href, Icon }) => (
            <li key={key} className="relative rounded-card border border-line bg-surface p-5 hover:border-edge">
              <Icon aria-hidden className="mb-4 size-7 text-accent" />
              <h2 className="flex items-center justify-between text-lg">
                <Link href={href} className="after:absolute after:inset-0">
                  {t(`overview.${key}`)}
                </Link>
                <ArrowRight aria-hidden className="size-5 text-muted rtl:-scale-x-100" />
              </h2>
              <p className="mt-1 text-muted">{t(`overview.${key}Body`)}</p>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
