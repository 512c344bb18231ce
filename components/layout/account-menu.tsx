import { CircleUserRound, LogOut, Rows3, Scale, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Menu } from './menu';
import type { FormAction, Viewer } from './types';

const ITEM =
  'tap flex w-full items-center gap-3 rounded-control px-3 text-start font-medium hover:bg-sunken [&_svg]:size-4.5 [&_svg]:text-muted';

export function AccountMenu({ viewer, signOut }: { viewer: Viewer; signOut: FormAction }) {
  const t = useTranslations('common.nav');
  const initial = (viewer.name ?? viewer.email).trim().charAt(0).toUpperCase();
  return (
    <Menu
      id="account-menu"
      label={t('accountMenu')}
      trigger={
        <span
          aria-hidden
          // Drawn, not written: as text it would have to be part of the button's name.
          data-initial={initial}
          className="grid size-9 place-items-center rounded-full bg-accent-soft font-display font-bold text-accent-strong before:content-[attr(data-initial)]"
        />
      }
    >
      <p className="truncate px-3 py-2 text-sm text-muted">{viewer.email}</p>
      <Link href="/account" className={ITEM}>
        <CircleUserRound aria-hidden />
        {t('account')}
      </Link>
      <Link href="/batches" className={ITEM}>
        <Rows3 aria-hidden />
        {t('batches')}
      </Link>
      <Link href="/compare" className={ITEM}>
        <Scale aria-hidden />
        {t('compare')}
      </Link>
      {viewer.admin && (
        <Link href="/admin" className={ITEM}>
          <ShieldCheck aria-hidden />
          {t('admin')}
        </Link>
      )}
      <form action={signOut}>
        <button className={ITEM}>
          <LogOut aria-hidden />
          {t('signOut')}
        </button>
      </form>
    </Menu>
  );
}
