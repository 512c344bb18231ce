import { useTranslations } from 'next-intl';
import { answerAdForm, beatAdForm, claimAdForm, startAdForm } from '@/app/actions/ads';
import { HouseAd } from '@/components/ads/player/house-ad';
import { Alert, Badge, Button, Card, Progress } from '@/components/ui';
import type { AdKind, PlayerView } from '@/components/ads/player/types';
import type { AdQuestion } from '@/lib/ads/types';

interface Counted {
  /** Whole seconds. */
  watched: number;
  required: number;
}

export interface PlainWatchProps {
  kind: AdKind;
  draft: string | null;
  reward: number;
  /** What the server has counted of the ad under way; null before one is started. */
  progress: Counted | null;
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

/** One press per choice; the first answer stays. */
function Question({ question, ...ad }: Pick<PlainWatchProps, 'kind' | 'draft'> & { question: AdQuestion }) {
  const t = useTranslations('player.plain');
  const { text, choices, reward, answer } = question;
  if (answer !== null)
    return <p className="text-coin-ink">{t('answered', { choice: choices[answer] ?? '', reward })}</p>;
  return (
    <form action={answerAdForm}>
      <Hidden {...ad} />
      <fieldset className="grid gap-3 rounded-control border border-coin/40 bg-coin-soft p-4">
        <legend className="sr-only">{t('question', { reward })}</legend>
        <p className="font-semibold">{text}</p>
        <p className="text-sm text-coin-ink">{t('question', { reward })}</p>
        <div className="flex flex-wrap gap-2">
          {choices.map((choice, index) => (
            <Button key={choice} type="submit" name="choice" value={String(index)} variant="secondary">
              {choice}
            </Button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}

/** The picture of the view under way, what is counted of the ad, and what can be said of it by a press. */
function UnderWay({ kind, draft, reward, progress, view }: PlainWatchProps & { progress: Counted }) {
  const t = useTranslations('player.plain');
  const player = useTranslations('player');
  const question = view?.question;
  const answered = question && question.answer !== null ? question.reward : 0;
  const counted = t('counted', { ...progress });
  return (
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
          <Badge className="absolute start-3 top-3 bg-night/85! text-paper!">{player('house')}</Badge>
        </div>
      )}
      <Progress value={progress.watched} max={progress.required} label={t('title')} valueText={counted} tone="coin" />
      {question && <Question kind={kind} draft={draft} question={question} />}
      <p className="font-semibold">{counted}</p>
      <div className="flex flex-wrap gap-2">
        <form action={beatAdForm}>
          <Hidden kind={kind} draft={draft} />
          <Button type="submit" variant="secondary" size="lg">
            {t('beat')}
          </Button>
        </form>
        <form action={claimAdForm}>
          <Hidden kind={kind} draft={draft} />
          <Button type="submit" variant="coin" size="lg">
            {t('claim', { reward: reward + answered })}
          </Button>
        </form>
      </div>
    </>
  );
}

/** The ad page without script: plain forms, and an honest word about why there are so many. */
export function PlainWatch(props: PlainWatchProps) {
  const { progress, missing, refused } = props;
  const t = useTranslations('player.plain');
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg">{t('title')}</h2>
      <p className="text-muted">{t('how')}</p>
      {missing !== null && <Alert tone="warn">{t('missing', { seconds: missing })}</Alert>}
      {refused && <Alert tone="bad">{t('refused')}</Alert>}
      {progress ? (
        <UnderWay {...props} progress={progress} />
      ) : (
        <form action={startAdForm}>
          <Hidden {...props} />
          <Button type="submit" variant="coin" size="lg">
            {t('start')}
          </Button>
        </form>
      )}
    </Card>
  );
}
