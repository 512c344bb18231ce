import { MonitorSmartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { When } from '@/components/ui/when';
import type { FormAction } from '@/components/layout/types';
import { deviceWords } from './device-words';

export interface SessionItem {
  id: string;
  current: boolean;
  userAgent: string | null;
  address: string | null;
  lastSeenAt: string;
}

function SessionRow({ session, revoke }: { session: SessionItem; revoke: FormAction }) {
  const t = useTranslations('account.sessions');
  const device = deviceWords(session.userAgent);
  const name = device
    ? device.system
      ? t('device', { browser: device.browser, system: device.system })
      : device.browser
    : t('unknown');
  return (
    <li className="flex items-center gap-4 py-3.5">
      <MonitorSmartphone aria-hidden className="size-6 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {session.current && <Badge tone="good">{t('current')}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {t.rich('lastUsed', { date: () => <When at={session.lastSeenAt} /> })}
          {session.address && <span> · {session.address}</span>}
        </p>
      </div>
      {!session.current && (
        <form action={revoke}>
          <input type="hidden" name="id" value={session.id} />
          <Button type="submit" variant="secondary" aria-label={t('revokeThis', { name })}>
            {t('revoke')}
          </Button>
        </form>
      )}
    </li>
  );
}

/** Where this account is signed in. Ending a session works at once. */
export function SessionList({ sessions, revoke }: { sessions: SessionItem[]; revoke: FormAction }) {
  return (
    <ul className="divide-y divide-line">
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} revoke={revoke} />
      ))}
    </ul>
  );
}
