import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { LinkTabs } from '@/components/ui/tabs';

export interface ModelQuery {
  q: string;
  provider: string;
  /** A kind, "offered", or empty for all of the catalog. */
  show: string;
}

const SHOWN = ['', 'text', 'image', 'audio', 'video', 'offered'] as const;

/** The address of the list with this query; empty members stand for everything. */
export function modelsHref(query: Partial<ModelQuery> & { cursor?: string }): string {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return `/admin/models${params.size > 0 ? `?${params.toString()}` : ''}`;
}

interface FinderProps {
  query: ModelQuery;
  providers: readonly { id: string; label: string }[];
}

/** Looks for models: tabs and a form that are addresses, so they work before any script. */
export function ModelFinder({ query, providers }: FinderProps) {
  const t = useTranslations('adminCatalog.models');
  const labelOf = (show: (typeof SHOWN)[number]) =>
    show === '' ? t('all') : show === 'offered' ? t('offered') : t(`kinds.${show}`);
  const tabs = SHOWN.map((show) => ({
    href: modelsHref({ ...query, show }),
    label: labelOf(show),
    current: query.show === show,
  }));
  return (
    <div className="mb-6 grid gap-4">
      <form
        action="/admin/models"
        className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 sm:grid-cols-[minmax(0,1fr)_14rem_auto]"
      >
        {query.show && <input type="hidden" name="show" value={query.show} />}
        <Field id="q" label={t('search')} className="max-sm:col-span-full">
          {(control) => <Input {...control} type="search" name="q" defaultValue={query.q} autoComplete="off" />}
        </Field>
        <Field id="provider" label={t('show')}>
          {(control) => (
            <Select key={query.provider} {...control} name="provider" defaultValue={query.provider}>
              <option value="">{t('ofAll')}</option>
              {providers.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" variant="secondary">
          {t('searchSubmit')}
        </Button>
      </form>
      <LinkTabs label={t('filter')} tabs={tabs} />
    </div>
  );
}
