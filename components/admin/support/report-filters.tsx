import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { LinkTabs } from '@/components/ui/tabs';
import { PROBLEM_REASONS, PROBLEM_STATUSES, type ProblemReason, type ProblemStatus } from '@/lib/support/types';

export interface ReportQuery {
  status?: ProblemStatus | undefined;
  reason?: ProblemReason | undefined;
  q?: string | undefined;
}

/** The address of the list with these filters. */
export function reportsAddress({ status, reason, q }: ReportQuery, cursor?: string): string {
  const search = new URLSearchParams();
  if (status) search.set('status', status);
  if (reason) search.set('reason', reason);
  if (q) search.set('q', q);
  if (cursor) search.set('cursor', cursor);
  return search.size > 0 ? `/admin/support?${search.toString()}` : '/admin/support';
}

/** Tabs and a form that are addresses: they work before any script and can be shared. */
export function ReportFilters({ query }: { query: ReportQuery }) {
  const t = useTranslations('adminSupport');
  const tabs = [undefined, ...PROBLEM_STATUSES].map((status) => ({
    href: reportsAddress({ ...query, status }),
    label: t(`tabs.${status ?? 'all'}`),
    current: query.status === status,
  }));
  return (
    <div className="mb-5 grid gap-4">
      <LinkTabs label={t('tabs.label')} tabs={tabs} />
      <form
        method="get"
        action="/admin/support"
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto_auto] sm:items-end"
      >
        {query.status && <input type="hidden" name="status" value={query.status} />}
        <Field id="reason" label={t('filter.reason')}>
          {(control) => (
            <Select {...control} name="reason" defaultValue={query.reason ?? ''}>
              <option value="">{t('filter.anyReason')}</option>
              {PROBLEM_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`reasons.${reason}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field id="q" label={t('filter.q')}>
          {(control) => (
            <Input
              {...control}
              name="q"
              defaultValue={query.q ?? ''}
              maxLength={254}
              autoComplete="off"
              placeholder={t('filter.qHint')}
            />
          )}
        </Field>
        <Button type="submit" variant="secondary">
          {t('filter.submit')}
        </Button>
        {(query.reason ?? query.q) && (
          <LinkButton href={reportsAddress({ status: query.status })} variant="quiet">
            {t('filter.clear')}
          </LinkButton>
        )}
      </form>
    </div>
  );
}
