import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { FormState } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import type { RiskDecision } from '@/lib/risk/types';
import { RANGES, readPoints, weightField, type RiskRules } from './risk-patch';
import { stepOf, type Thresholds } from './steps';

const TONES: Record<RiskDecision, BadgeTone> = { allow: 'neutral', challenge: 'accent', delay: 'warn', refuse: 'bad' };

type Key = Parameters<ReturnType<typeof useTranslations<'adminRisk.signals'>>>[0];

interface WeightProps {
  signal: string;
  /** As typed, or in force. */
  values: Readonly<Record<string, string>>;
  thresholds: Thresholds;
  /** What the field holds to begin with. */
  value: string;
  error: string | undefined;
}

/** What this signal leads to by itself. */
function Alone({ points, thresholds }: { points: number | null; thresholds: Thresholds }) {
  const t = useTranslations('adminRisk.alone');
  if (points === null) return null;
  const step = points === 0 ? 'off' : stepOf(points, thresholds);
  if (step === 'allow') return null;
  return <Badge tone={step === 'off' ? 'neutral' : TONES[step]}>{t(step)}</Badge>;
}

function Weight({ signal, values, thresholds, value, error }: WeightProps) {
  const words = useTranslations('adminRisk.signals');
  const field = weightField(signal);
  // A signal that has no words yet goes by its name in the settings.
  const said = (part: 'name' | 'sees') =>
    words.has(`${signal}.${part}` as Key) ? words(`${signal}.${part}` as Key) : null;
  const sees = said('sees');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-center gap-x-5 gap-y-1 py-3.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 sm:self-end">
        <label htmlFor={field} className="font-semibold">
          {said('name') ?? signal}
        </label>
        <Alone points={readPoints(values[field], RANGES.weight)} thresholds={thresholds} />
      </p>
      <Input
        id={field}
        key={value}
        name={field}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={value}
        aria-describedby={[sees && `${field}-hint`, error && `${field}-error`].filter(Boolean).join(' ') || undefined}
        aria-invalid={error ? true : undefined}
        className="text-end tabular-nums sm:row-span-2"
      />
      {sees && (
        <p id={`${field}-hint`} className="text-sm text-muted max-sm:col-span-2 sm:self-start">
          {sees}
        </p>
      )}
      {error && (
        <p id={`${field}-error`} className="col-span-2 text-end text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </li>
  );
}

interface WeightsProps {
  rules: Pick<RiskRules, 'weights'>;
  state: FormState;
  held: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  thresholds: Thresholds;
}

/** Every signal that the settings know, with the most points it gives. `held`: what fields begin with, `values`: hold now. */
export function Weights({ rules, state, held, values, thresholds }: WeightsProps) {
  return (
    <ul className="divide-y divide-line">
      {Object.keys(rules.weights).map((signal) => {
        const field = weightField(signal);
        const row = { signal, values, thresholds, value: held[field] ?? '', error: state.errors[field] };
        return <Weight key={signal} {...row} />;
      })}
    </ul>
  );
}
