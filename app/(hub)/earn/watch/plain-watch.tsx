import { useTranslations } from 'next-intl';
import { beatAdForm, claimAdForm, startAdForm } from '@/app/actions/ads';
import { HouseAd } from '@/components/ads/player/house-ad';
import { Alert, Button, Card, Progress } from '@/components/ui';
import type { AdKind, PlayerView } from '@/components/ads/player/types';

export interface PlainWatchProps {
  kind: AdKind;
  draft: string | null;
  reward: number;
  /** What the server has counted of the ad under way; null before one is started. */
  progress: { watched: number; required: number } | null;
  /** The view under way, to show its picture. */
  view: PlayerView | null;
  /** Seconds a claim was short of. */
  missing: number | null;
  refused: boolean;
}

function Hidden({ kind, draft }: Pick<PlainWatchProps, 'kind' | 'draft'>) {
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      {draft && <input type="hidden" name="draft" value={draft} />}
    </>
  );
}

/** The ad page without script: three plain forms, and an honest word about why there are three. */
export function PlainWatch(props: PlainWatchProps) {
  const { progress, view, missing, refused, reward } = props;
  const t = useTranslations('player.plain');
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg">{t('title')}</h2>
      <p className="text-muted">{t('how')}</p>
      {missing !== null && <Alert tone="warn">{t('missing', { seconds: missing })}</Alert>}
      {refused && <Alert tone="bad">{t('refused')}</Alert>}
      {progress === null ? (
        <form action={startAdForm}>
          <Hidden {...props} />
          <Button type="submit" variant="coin" size="lg">
            {t('start')}
          </Button>
        </form>
      ) : (
        <>
          {view && (
            <div className="relative aspect-4/3 overflow-hidden rounded-control sm:aspect-video">
              <HouseAd
                creative={view.creative}
                positionSeconds={view.watchedSeconds}
                totalSeconds={view.seconds}
                playing
                reducedMotion={false}
              />
            </div>
          )}
          <Progress
            value={progress.watched}
            max={progress.required}
            label={t('title')}
            valueText={t('counted', { watched: progress.watched, required: progress.required })}
            tone="coin"
          />
          <p className="font-semibold">{t('counted', { watched: progress.watched, required: progress.required })}</p>
          <div className="flex flex-wrap gap-2">
            <form action={beatAdForm}>
              <Hidden {...props} />
              <Button type="submit" variant="secondary" size="lg">
                {t('beat')}
              </Button>
            </form>
            <form action={claimAdForm}>
              <Hidden {...props} />
              <Button type="submit" variant="coin" size="lg">
                {t('claim', { reward })}
              </Button>
            </form>
          </div>
        </>
      )}
    </Card>
  );
}
