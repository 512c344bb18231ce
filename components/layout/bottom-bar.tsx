import { Clapperboard, Coins, History, LayoutGrid } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { NavLink } from './nav-link';

const ITEM =
  'group flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs font-semibold text-muted aria-[current]:text-ink';

const ENTRIES = [
  { href: '/', also: ['/tool'], key: 'tools', Icon: LayoutGrid },
  { href: '/earn', also: [], key: 'earn', Icon: Clapperboard },
  { href: '/runs', also: ['/batches', '/compare'], key: 'history', Icon: History },
  { href: '/credits', also: [], key: 'credits', Icon: Coins },
] as const;

/** The four places of a signed-in phone, within reach of a thumb and clear of the home indicator. */
export function BottomBar() {
  const t = useTranslations('common.nav');
  return (
    <nav
      aria-label={t('phone')}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-4">
        {ENTRIES.map(({ href, also, key, Icon }) => (
          <li key={href}>
            <NavLink href={href} also={[...also]} className={ITEM}>
              <span className="grid h-7 w-14 place-items-center rounded-full group-aria-[current]:bg-accent-soft group-aria-[current]:text-accent-strong">
                <Icon aria-hidden className="size-5" />
              </span>
              {t(key)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
