'use client';

import { useRef } from 'react';
import type { AdClient, DrawCreative } from '@/components/ads/player/types';
import type { UploadClient } from './file/upload-client';
import { atMost } from './plan';
import { ResultPanel } from './result-panel';
import { RunBar } from './run-bar';
import { isLost } from './run-state';
import type { RunClient, RunRequest } from './run-client';
import { ToolForm } from './tool-form';
import { UnderWay } from './under-way';
import type { FileKind, QuoteView, RunUnderWay, RunView, ToolPageTool, ToolValues, Viewer } from './types';
import { PayingAd, usePayingAd } from './use-paying-ad';
import { useWorkbench, type Bench } from './use-workbench';

export interface WorkbenchProps {
  tool: ToolPageTool;
  viewer: Viewer;
  /** A draft that rode in the address. */
  draft: ToolValues | null;
  /** What that draft costs; null without one. */
  firstQuote: QuoteView | null;
  /** Start at once, under this key: the way back from an ad on its own page. */
  autoRunKey: string | null;
  /** A run of this tool that was under way when the page was made: its text goes on where the page has it. */
  found: RunUnderWay | null;
  /** Why the form came back from the server action: a code of the contract. */
  firstError: string | null;
  /** How large an upload of each kind may be. */
  megabytes: Record<FileKind, number>;
  /** Makes pressing twice without script run once. */
  pressKey: string;
  runs: RunClient;
  ads: AdClient;
  uploads: UploadClient;
  newKey: () => string;
  draw: DrawCreative;
  /** The server action the form posts to. */
  action: (form: FormData) => Promise<void>;
  /** The run that the next one goes on from, in a conversation. */
  continueRunId?: string | null;
  onStarted?(request: RunRequest): void;
  onEnded?(run: RunView): void;
  /** The balance elsewhere on the page is out of date. */
  onBalanceChanged(): void;
}

/** The run under way that leaves the form free: on screen, or out of sight beside the one on screen. */
function OtherRun({ bench: { run, busy, following, followBeside } }: { bench: Bench }) {
  if (!following && run.beside === null) return null;
  const locked = busy && run.state.phase !== 'streaming';
  return <UnderWay where={run.beside === null ? 'here' : 'beside'} locked={locked} onFollow={followBeside} />;
}

/** The tool's main screen: input on one side, result on the other, and the ad above the result when one is watched. */
export function Workbench(props: WorkbenchProps) {
  const { tool, viewer } = props;
  const form = useRef<HTMLFormElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  const bench = useWorkbench(props, form, result);
  const { state } = bench.run;
  usePayingAd(bench.plan);
  const watching = state.phase === 'watchingAd' || state.phase === 'claiming';
  const signInHref = `/sign-in?next=${encodeURIComponent(`/tool/${tool.id}`)}`;
  return (
    <div className={`kind-${tool.kind} grid items-start gap-5 lg:grid-cols-[minmax(0,11fr)_minmax(0,13fr)] lg:gap-7`}>
      <OtherRun bench={bench} />
      <ToolForm
        tool={tool}
        values={bench.draft.values}
        restored={bench.draft.restored}
        faults={bench.faults}
        problem={state.phase === 'refused' ? state.problem : null}
        action={props.action}
        formRef={form}
        pressKey={props.pressKey}
        files={{ client: props.uploads, megabytes: props.megabytes, signInHref: viewer.signedIn ? null : signInHref }}
        asked={state.run ? bench.requested : null}
        onChange={bench.change}
        onSubmit={bench.submit}
      >
        <RunBar
          plan={bench.plan}
          price={bench.price}
          upTo={bench.upTo}
          available={bench.available}
          signedIn={viewer.signedIn}
          adRule={viewer.adRule}
          busy={bench.busy}
          watching={watching || bench.leaving}
          onCheaper={(model) => bench.change({ ...bench.draft.values, provider: model.provider, model: model.id })}
        />
      </ToolForm>
      <div className="grid gap-5 lg:sticky lg:top-24">
        {watching && <PayingAd props={props} bench={bench} />}
        <ResultPanel
          tool={tool}
          state={state}
          requested={bench.requested}
          price={bench.upTo ? atMost(bench.price) : bench.price}
          repeatFree={bench.plan.action === 'run' && bench.plan.free}
          signInHref={signInHref}
          headingRef={result}
          onStop={bench.run.stop}
          onAgain={() => (isLost(state) ? bench.run.resume() : bench.press({ fresh: false }))}
          onRegenerate={() => bench.press({ fresh: true })}
        />
      </div>
    </div>
  );
}
