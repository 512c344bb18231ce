import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { When } from '@/components/ui/when';

interface MailListProps {
  mails: { id: string; recipient: string; subject: string; body: string; createdAt: string }[];
}

/** The outbox as plain text; nothing in it becomes a link by itself. */
export function MailList({ mails }: MailListProps) {
  const t = useTranslations('admin.mails');
  return (
    <Card>
      {mails.length === 0 && <p className="text-muted">{t('empty')}</p>}
      <ul className="divide-y divide-line">
        {mails.map(({ id, recipient, subject, body, createdAt }) => (
          <li key={id} className="grid gap-1 py-4 wrap-anywhere">
            <h2 className="text-base font-semibold">{subject}</h2>
            <p className="text-sm text-muted">{t.rich('to', { recipient, date: () => <When at={createdAt} /> })}</p>
            <p className="mt-2 whitespace-pre-wrap">{body}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
