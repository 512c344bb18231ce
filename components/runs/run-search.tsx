import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Checkbox, Input, Select } from '@/components/ui/input';

export interface RunQuery {
  q?: string;
  toolId?: string;
  favourite?: boolean;
}

/** A form that only asks: its answer is an address that can be kept. */
export function RunSearch({ query, tools }: { query: RunQuery; tools: { id: string; name: string }[] }) {
  const t = useTranslations('runs.search');
  return (
    <form
      role="search"
      action="/runs"
      method="get"
      className="mb-6 grid grid-cols-[1fr_auto] items-center gap-3 lg:grid-cols-[1fr_auto_auto_auto]"
    >
      <div className="relative">
        <label htmlFor="runs-q" className="sr-only">
          {t('words')}
        </label>
        <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-5 text-muted" />
        <Input
          id="runs-q"
          name="q"
          type="search"
          defaultValue={query.q}
          placeholder={t('words')}
          maxLength={200}
          className="ps-11"
        />
      </div>
      <Button type="submit" variant="secondary">
        {t('submit')}
      </Button>
      <div>
        <label htmlFor="runs-tool" className="sr-only">
          {t('tool')}
        </label>
        <Select id="runs-tool" name="toolId" defaultValue={query.toolId ?? ''}>
          <option value="">{t('allTools')}</option>
          {tools.map((tool) => (
            <option key={tool.id} value={tool.id}>
              {tool.name}
            </option>
          ))}
        </Select>
      </div>
      <Checkbox name="favourite" value="true" defaultChecked={query.favourite} label={t('favourites')} />
    </form>
  );
}
