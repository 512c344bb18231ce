'use client';

import { ArrowUp, CircleStop, Clapperboard, LogIn, Pencil, SlidersHorizontal, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent, RefObject } from 'react';
import { Button, Coin, Field, Textarea, cx } from '@/components/ui';
import { inputName } from '../form-values';
import { ModelPicker } from '../model-picker';
import { NoAd } from '../no-ad';
import { atMost } from '../plan';
import { AdCount, useRunLabel } from '../run-bar';
import { useHydrated } from '../use-hydrated';
import type { WorkbenchProps } from '../workbench';
import type { Talk } from './use-talk';

interface ComposerProps extends Pick<WorkbenchProps, 'tool' | 'viewer' | 'action' | 'pressKey'> {
  talk: Talk;
  /** An answer is on its way. */
  live: boolean;
  formRef: RefObject<HTMLFormElement | null>;
}

/** With a keyboard, Enter sends; on glass it makes a line, since there it is the only way to. */
function sendsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return false;
  return !window.matchMedia?.('(pointer: coarse)').matches;
}

/** What the next turn costs, small: it grows with the conversation. */
function NextPrice({ talk: { bench }, tool }: Pick<ComposerProps, 'talk' | 'tool'>) {
  const t = useTranslations('chat');
  const { price, upTo } = bench;
  return (
    <span className="flex flex-wrap items-baseline gap-x-1.5 text-sm text-muted" aria-live="polite">
      {t(upTo ? 'nextUpTo' : 'next')}
      <Coin amount={upTo ? atMost(price) : price} className="text-ink" />
      {price > tool.autoPrice && <span className="max-sm:hidden">{t('grows')}</span>}
    </span>
  );
}

/** The one button: send, stop, sign in, or the ad that pays for it. */
function Send({ talk: { bench }, live }: Pick<ComposerProps, 'talk' | 'live'>) {
  const t = useTranslations('chat');
  const bar = useTranslations('tool.bar');
  const { plan, upTo, run, busy } = bench;
  const label = useRunLabel(plan, upTo);
  const watching = run.state.phase === 'watchingAd' || run.state.phase === 'claiming';
  const wide = !live && plan.action !== 'run';
  const Icon = plan.action === 'watch' ? Clapperboard : plan.action === 'signIn' ? LogIn : ArrowUp;
  return (
    <div role="group" aria-label={bar('label')} className={wide ? 'order-first w-full' : 'ms-auto'}>
      {live ? (
        <Button variant="secondary" onClick={run.stop} disabled={run.state.stopping || run.state.runId === null}>
          <CircleStop aria-hidden className="size-4" />
          {t('stop')}
        </Button>
      ) : (
        <Button
          type="submit"
          variant={plan.action === 'watch' ? 'coin' : 'primary'}
          aria-disabled={busy || plan.action === 'blocked' || undefined}
          className={cx(wide && 'w-full text-balance whitespace-normal!')}
        >
          <Icon aria-hidden className="size-4.5 shrink-0" />
          {watching ? bar('watching') : wide ? label : t('send')}
        </Button>
      )}
    </div>
  );
}

function BranchNote({ talk }: Pick<ComposerProps, 'talk'>) {
  const t = useTranslations('chat');
  if (!talk.branch) return null;
  return (
    <div className="flex items-center gap-2.5 text-sm">
      <Pencil aria-hidden className="size-4 shrink-0 text-kind-ink" />
      <p role="status" className="flex-1">
        {t('branch')}
      </p>
      <Button variant="quiet" className="px-0!" aria-label={t('leaveBranch')} onClick={talk.leaveBranch}>
        <X aria-hidden className="size-5" />
      </Button>
    </div>
  );
}

function Message({ tool, talk, formRef }: Pick<ComposerProps, 'tool' | 'talk' | 'formRef'>) {
  const t = useTranslations('tool.form');
  const words = useTranslations('chat');
  const { bench, message } = talk;
  const field = tool.fields.find(({ id }) => id === 'message');
  const fault = field && bench.faults[field.id];
  const refused = bench.run.state.problem?.fields.find(({ path }) => path === 'input.message')?.message;
  if (!field) return null;
  return (
    <Field
      id="field-message"
      label={<span className="sr-only">{field.label}</span>}
      error={
        fault?.kind === 'tooLong' ? t('tooLong', { over: fault.over, max: fault.max }) : fault ? t('empty') : refused
      }
    >
      {(control) => (
        <Textarea
          {...control}
          rows={1}
          name={inputName(field.id)}
          value={message}
          placeholder={talk.turns.length > 0 ? words('onward') : field.placeholder}
          className="max-h-[40dvh] min-h-12! rounded-card! py-2.5!"
          onChange={(event) => talk.type(event.target.value)}
          onKeyDown={(event) => {
            if (!sendsOnEnter(event)) return;
            event.preventDefault();
            formRef.current?.requestSubmit();
          }}
        />
      )}
    </Field>
  );
}

/** Where the next message is written; it stays at the foot of the window. */
export function Composer({ formRef, ...props }: ComposerProps) {
  const { tool, viewer, talk, live } = props;
  const t = useTranslations('chat');
  const { bench } = talk;
  const hydrated = useHydrated();
  return (
    <form
      ref={formRef}
      action={props.action}
      aria-label={t('composer')}
      noValidate={hydrated}
      onSubmit={(event) => {
        if (live || bench.submit()) event.preventDefault();
      }}
      className={cx(
        'sticky z-20 -mx-4 grid gap-1.5 border-t border-line bg-page px-4 py-2.5 sm:mx-0 sm:rounded-card sm:border sm:bg-surface sm:px-5',
        viewer.signedIn ? 'bottom-[calc(3.5rem+env(safe-area-inset-bottom))] md:bottom-3' : 'bottom-0 md:bottom-3',
      )}
    >
      <input type="hidden" name="toolId" value={tool.id} />
      <input type="hidden" name="pressKey" value={props.pressKey} />
      <input type="hidden" name="seenPrice" value={bench.price} />
      {talk.continueRunId !== null && <input type="hidden" name="continueRunId" value={talk.continueRunId} />}
      <BranchNote talk={talk} />
      <Message tool={tool} talk={talk} formRef={formRef} />
      {bench.plan.action === 'blocked' && (
        <NoAd
          plan={bench.plan}
          onCheaper={(model) => bench.change({ ...bench.draft.values, provider: model.provider, model: model.id })}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <NextPrice talk={talk} tool={tool} />
        {/* Open, it takes a line of its own below the others. */}
        <details className="group open:order-last open:basis-full">
          <summary className="inline-flex items-center gap-2 text-sm font-semibold text-muted tap hover:text-ink">
            <SlidersHorizontal aria-hidden className="size-4" />
            {t('model')}
          </summary>
          <div className="grid grid-cols-2 gap-3 pb-2">
            <ModelPicker tool={tool} values={bench.draft.values} onChange={bench.change} />
          </div>
        </details>
        <Send talk={talk} live={live} />
      </div>
      <AdCount plan={bench.plan} price={bench.price} adRule={viewer.adRule} />
    </form>
  );
}
