import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ProviderView } from '@/lib/admin/types';

const CODE = 'rounded-md bg-sunken px-1.5 py-0.5 font-mono text-sm wrap-anywhere';

interface MissingProps {
  providers: readonly ProviderView[];
  /** A server of the operator's own is set up, and needs no telling how. */
  ownServer?: boolean;
}

/** Providers without a key, and how they get one: keys stand in the configuration, never in a form. */
export function MissingProviders({ providers, ownServer }: MissingProps) {
  const t = useTranslations('adminCatalog.providers');
  const tasks = useTranslations('adminCatalog.tasks');
  const code = (words: React.ReactNode) => <code className={CODE}>{words}</code>;
  if (providers.length === 0 && ownServer) return null;
  return (
    <section aria-labelledby="missing" className="mt-4">
      <h2 id="missing" className="text-xl">
        {t('missing')}
      </h2>
      <p className="mt-1 mb-4 text-muted">{t('missingLead')}</p>
      <ul className="grid gap-4 sm:grid-cols-2">
        {providers.map(({ id, label, makes, enabled, keyVariable, baseUrlVariable }) => (
          <li key={id} className="rounded-card border border-dashed border-edge/50 p-5">
            <h3 className="text-lg">{label}</h3>
            <p className="mt-1 mb-3 flex flex-wrap gap-1.5">
              {makes.map((task) => (
                <Badge key={task}>{tasks(task)}</Badge>
              ))}
              {/* With a key it stays off; its switch comes with its card. */}
              {!enabled && <Badge tone="warn">{t('missingOff')}</Badge>}
            </p>
            <p className="leading-7">
              {t.rich('howTo', { code, key: keyVariable ?? '', base: baseUrlVariable ?? '' })}
            </p>
          </li>
        ))}
        {!ownServer && (
          <li className="rounded-card border border-dashed border-edge/50 p-5">
            <h3 className="text-lg">{t('compatible')}</h3>
            <p className="mt-2 leading-7">{t.rich('compatibleHowTo', { code })}</p>
          </li>
        )}
      </ul>
    </section>
  );
}
