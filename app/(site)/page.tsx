import { pageCtx } from '@/app/_shell/page';
import { exchangesOf, runPriceOf } from '@/app/_shell/exchanges';
import { viewerOf } from '@/app/_shell/viewer';
import { HomePage } from '@/components/gallery/home-page';
import { listTools } from '@/lib/tools';

export default async function Page() {
  const [{ ctx }, { viewer }] = await Promise.all([pageCtx(), viewerOf()]);
  const { items } = await listTools({ ctx });
  const settings = ctx.settings.current();
  return (
    <HomePage
      tools={items.map(({ id, name, kind, description, price }) => ({ id, name, kind, description, price }))}
      exchanges={exchangesOf(settings, items)}
      viewer={viewer}
      welcomeBonus={settings.rewards.welcomeBonus}
      dailyCap={settings.ads.dailyCap}
      textPrice={runPriceOf(items, 'text') ?? settings.prices.text.standard}
      demoOnly={ctx.ai.providers().every((provider) => provider.demo)}
    />
  );
}
