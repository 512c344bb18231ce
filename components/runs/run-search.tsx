import { Search, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button, LinkButton } from '@/components/ui/button';
import { Checkbox, Input, Select } from '@/components/ui/input';
import { filtersIn, KINDS, queryString, STATUSES, type RunQuery } from './run-query';

interface RunSearchProps {
  query: RunQuery;
  tools: { id: string; name: string }[];
}

function Choice({
  name,
  label,
  any,
  value,
  choices,
}: {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  choices: { id: string; name: string }[];
}) {
  return (
    <div className="grid gap-1">
      <label htmlFor={`runs-${name}`} className="text-sm font-medium text-muted">
        {label}
      </label>
      <Select id={`runs-${name}`} name={name} defaultValue={value ?? ''}>
        <option value="">{any}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Filters({ query, tools }: RunSearchProps) {
  const t = useTranslations('runs');
  const day = (name: 'from' | 'to') => (
    <div className="grid gap-1">
      <label htmlFor={`runs-${name}`} className="text-sm font-medium text-muted">
        {t(`search.${name}`)}
      </label>
      <Input id={`runs-${name}`} name={name} type="date" defaultValue={query[name]} />
    </div>
  );
  return (
    <div className="mt-2 grid grid-cols-2 items-end gap-3 rounded-card border border-line bg-surface p-4 lg:grid-cols-5">
      {query.kind && <input type="hidden" name="kind" value={query.kind} />}
      <Choice name="toolId" label={t('search.tool')} any={t('search.allTools')} value={query.toolId} choices={tools} />
      <Choice
        name="status"
        label={t('search.status')}
        any={t('search.allStatuses')}
        value={query.status}
        choices={STATUSES.map((id) => ({ id, name: t(`status.${id}`) }))}
      />
      {day('from')}
      {day('to')}
      <Checkbox name="favourite" value="true" defaultChecked={query.favourite} label={t('search.favourites')} />
      {query.conversationId && <input type="hidden" name="conversationId" value={query.conversationId} />}
      {query.batchId && <input type="hidden" name="batchId" value={query.batchId} />}
      <div className="col-span-full flex flex-wrap justify-end gap-2 border-t border-line pt-3">
        {filtersIn(query) > 0 && (
          <LinkButton href={`/runs${queryString({ q: query.q })}`} variant="quiet">
            {t('search.clear')}
          </LinkButton>
        )}
        <Button type="submit">{t('search.show')}</Button>
      </div>
    </div>
  );
}

/** A form that only asks: its answer is an address that can be kept. */
export function RunSearch({ query, tools }: RunSearchProps) {
  const t = useTranslations('runs');
  const active = filtersIn(query);
  return (
    <form role="search" action="/runs" method="get" className="mb-6 grid gap-1">
      <div className="grid grid-cols-[1fr_auto] items-center gap-2">
        <div className="relative">
          <label htmlFor="runs-q" className="sr-only">
            {t('search.words')}
          </label>
          <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-5 text-muted" />
          <Input
            id="runs-q"
            name="q"
            type="search"
            defaultValue={query.q}
            placeholder={t('search.hint')}
            maxLength={200}
            className="ps-11"
          />
        </div>
        <Button type="submit" variant="secondary">
          {t('search.submit')}
        </Button>
      </div>
      <nav aria-label={t('search.kind')} className="-mx-4 overflow-x-auto px-4 pt-1">
        <ul className="flex gap-1.5">
          {[undefined, ...KINDS].map((kind) => (
            <li key={kind ?? 'all'}>
              <Link
                href={`/runs${queryString({ ...query, kind })}`}
                aria-current={query.kind === kind ? 'true' : undefined}
                className="inline-flex items-center rounded-full border border-line bg-surface px-3.5 text-sm font-medium whitespace-nowrap text-muted tap hover:border-edge hover:text-ink aria-current:border-ink aria-current:bg-ink aria-current:text-page"
              >
                {kind ? t(`kind.${kind}`) : t('search.allKinds')}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <details open={active > (query.kind ? 1 : 0)} className="group/filters">
        <summary className="-ms-2 inline-flex items-center gap-2 rounded-control px-2 text-sm font-medium tap hover:bg-sunken">
          <SlidersHorizontal aria-hidden className="size-4.5" />
          {t('search.filters')}
          {active > 0 && <Badge tone="accent">{t('search.active', { count: active })}</Badge>}
        </summary>
        <Filters query={query} tools={tools} />
      </details>
    </form>
  );
}
