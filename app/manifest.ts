import type { MetadataRoute } from 'next';
import { getTranslations } from 'next-intl/server';
import { getEnv } from '@/lib/env';

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('common');
  const app = getEnv().APP_NAME;
  return {
    name: app,
    short_name: app,
    description: t('meta.description'),
    start_url: '/',
    display: 'standalone',
    background_color: '#fbfaf6',
    theme_color: '#4a3aff',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
}
