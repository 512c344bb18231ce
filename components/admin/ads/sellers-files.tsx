import { ChevronDown, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { AdSetup } from '@/lib/ads/types';

/** More lines than these are folded. */
const SHORT = 6;

function File({ file }: { file: AdSetup['files'][number] }) {
  const t = useTranslations('adminAds.setup');
  const { name, account, lines } = file;
  if (lines.length === 0) return <p className="py-1 text-sm text-muted">{t('noFile', { file: `/${name}` })}</p>;
  return (
    <details open={lines.length <= SHORT} className="group rounded-control border border-line bg-sunken">
      <summary className="flex flex-wrap items-center gap-x-3 px-3.5 font-medium tap">
        <span className="font-mono text-[0.9375rem]">/{name}</span>
        <span className="flex-1 text-sm font-normal text-muted">{t('served', { count: lines.length })}</span>
        <ChevronDown
          aria-hidden
          className="size-4 text-muted transition-transform group-open:rotate-180 motion-reduce:transition-none"
        />
      </summary>
      <ol
        className="grid max-h-72 gap-1.5 overflow-y-auto border-t border-line px-3.5 pt-3 pb-0.5 text-sm"
        tabIndex={0}
      >
        {lines.map(({ text, automatic }) => (
          <li key={text} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <code className="min-w-0 font-mono wrap-anywhere">{text}</code>
            {automatic && <Badge tone="accent">{t('automatic', { account })}</Badge>}
          </li>
        ))}
      </ol>
      <a
        href={`/${name}`}
        className="mx-3.5 inline-flex items-center gap-1.5 text-sm font-medium text-accent-strong underline underline-offset-4 tap"
      >
        {t('open', { file: `/${name}` })}
        <ExternalLink aria-hidden className="size-3.5" />
      </a>
    </details>
  );
}

/** Both files as they are served now, with what of them follows from accounts. */
export function SellersFiles({ files }: Pick<AdSetup, 'files'>) {
  const t = useTranslations('adminAds.setup');
  return (
    <section className="grid gap-2">
      <h4 className="font-sans text-sm font-semibold tracking-normal">{t('preview')}</h4>
      {files.map((file) => (
        <File key={file.name} file={file} />
      ))}
    </section>
  );
}
