import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { recallAd, rememberAd } from './ad-memory';
import { priceable, requestFor } from './next-request';
import { isUpTo, planRun, priceOf, type Plan } from './plan';
import type { Problem } from './problem';
import { isBusy, isFollowing, type RunState } from './run-state';
import type { AdOffer, QuoteView, RunView, ToolPageTool, ToolValues, Viewer } from './types';
import { showResult } from './show-result';
import { useBalance, type Balance } from './use-balance';
import { useDraft, type UseDraft } from './use-draft';
import { useFaults } from './use-faults';
import { canGoOn, useLeaveForAd } from './use-leave-for-ad';
import { usePricedPress } from './use-priced-press';
import { useQuote } from './use-quote';
import { useRun, type UseRun } from './use-run';
import { isRepeatOf, requestValues, valuesOfRun, type FieldFault } from './values';
import type { WorkbenchProps } from './workbench';

export interface Bench {
  draft: UseDraft;
  run: UseRun;
  plan: Plan;
  price: number;
  /** The price is the most the run can cost. */
  upTo: boolean;
  available: number;
  busy: boolean;
  leaving: boolean;
  faults: Record<string, FieldFault>;
  /** A run that was found under way is on screen; pressing begins another beside it. */
  following: boolean;
  /** What the run on screen was asked with. */
  requested: ToolValues;
  /** Counts from 1. */
  adNumber: number;
  adTotal: number;
  /** The ad on screen was asked for by a click on this page, not found again after a reload. */
  adClicked: boolean;
  change(values: ToolValues): void;
  /** Returns false where the form should go its plain way to the server action. */
  submit(): boolean;
  press(options: { fresh: boolean }): void;
  claimed(claim: { reward: number; available: number }): void;
  cancelAd(): void;
  /** Shows the run that goes on out of sight. */
  followBeside(): void;
  /** Takes back what is said about faults: the form is empty because it was sent. */
  forgetFaults(): void;
}

interface Standing {
  tool: ToolPageTool;
  viewer: Viewer;
  values: ToolValues;
  state: RunState;
  requested: ToolValues | null;
  available: number;
  quote: QuoteView | null;
}

/** After a 402 the server's own numbers count; before it, ours. */
// `price` is that of asking anew; the plan has that of the press.
function stand(
  { tool, viewer, values, state, requested, available, quote }: Standing,
  fresh: boolean,
): { plan: Plan; price: number } {
  const refused = state.phase === 'needsCredits' ? state.problem : null;
  const price = refused?.needed ?? priceOf(tool, values, quote);
  // In a conversation the same words are another question.
  const repeats = !fresh && refused === null && !tool.converses && isRepeatOf(state.run, requested, values);
  const asked = repeats ? Math.min(tool.repeatPrice, price) : price;
  const seen = refused && !state.offer ? { ...viewer, ad: null } : viewer;
  const offer = refused ? state.offer : null;
  return { price, plan: planRun({ viewer: seen, tool, price: asked, available, free: asked === 0, offer }) };
}

/** The run with what it does to the balance. */
function useRunAndBalance(props: WorkbenchProps) {
  const { tool, viewer, autoRunKey, onBalanceChanged } = props;
  const balance = useBalance(viewer.available);
  const [requested, setRequested] = useState<ToolValues | null>(null);
  const run = useRun({
    client: props.runs,
    toolId: tool.id,
    firstError: props.firstError,
    found: props.found,
    // A conversation is found again by its address.
    reattach: () => autoRunKey === null && !tool.converses && recallAd(tool.id) === null,
    onStarted: props.onStarted,
    onEnd: (ended: RunView) => {
      setRequested((now) => now ?? valuesOfRun(ended));
      balance.forget();
      onBalanceChanged();
      props.onEnded?.(ended);
    },
    onRefused: (problem: Problem) => {
      if (problem.available !== undefined) balance.heard(problem.available);
    },
  });
  const followBeside = (then: () => void) => {
    // What that one was asked with, its end will tell.
    setRequested(null);
    run.followBeside();
    then();
  };
  return { run, balance, requested, setRequested, followBeside };
}

/** What follows an ad: the next one, or the run it paid for. */
function adSteps(
  { tool, onBalanceChanged }: WorkbenchProps,
  { state, dispatch }: Pick<UseRun, 'state' | 'dispatch'>,
  balance: Balance,
  begin: (fresh: boolean) => void,
): Pick<Bench, 'claimed' | 'cancelAd'> {
  return {
    claimed: (claim) => {
      balance.heard(claim.available);
      onBalanceChanged();
      dispatch({ type: 'claimed' });
      if (state.adsLeft <= 1 || !state.offer) return begin(state.fresh);
      rememberAd(tool.id, { offer: { ...state.offer, count: state.adsLeft - 1 }, fresh: state.fresh });
    },
    cancelAd: () => {
      rememberAd(tool.id, null);
      dispatch({ type: 'adCancelled' });
    },
  };
}

/** The ads on the way to a run. */
function useAds(toolId: string, dispatch: UseRun['dispatch']) {
  const [ads, setAds] = useState({ total: 1, clicked: false });
  const watch = (offer: AdOffer, fresh: boolean, clicked: boolean) => {
    setAds({ total: Math.max(1, offer.count), clicked });
    rememberAd(toolId, { offer, fresh });
    dispatch({ type: 'watch', offer, fresh });
  };
  return { ads, watch };
}

/** Once, in the browser, as the page stands then. */
function useArrival(arrive: () => void): void {
  const onArrival = useEffectEvent(arrive);
  useEffect(() => queueMicrotask(() => onArrival()), []);
}

/** Everything the workbench knows and does: one press, whatever it takes to pay for it, and the run. */
export function useWorkbench(
  props: WorkbenchProps,
  form: RefObject<HTMLFormElement | null>,
  result: RefObject<HTMLHeadingElement | null>,
): Bench {
  const { tool, viewer, autoRunKey, continueRunId = null } = props;
  const draft = useDraft(tool, props.draft, form);
  const { values } = draft;
  const { faults, faulty, check, forget: forgetFaults } = useFaults(props, values, form);
  const { run, balance, requested, setRequested, followBeside } = useRunAndBalance(props);
  const { state, dispatch } = run;
  const quotes = useQuote(props.runs, tool, priceable(tool, values, continueRunId), props.firstQuote, continueRunId);
  const standing = { tool, viewer, values, state, requested, available: balance.available, quote: quotes.quote };
  const { plan, price } = stand(standing, false);

  const following = isFollowing(state);
  const { leaving, leave } = useLeaveForAd(props, form);
  const busy = leaving || (isBusy(state) && !following);
  const begin = (fresh: boolean, key = props.newKey()) => {
    const wanted = requestValues(values);
    setRequested(wanted);
    rememberAd(tool.id, null);
    run.start(requestFor(tool.id, wanted, fresh, continueRunId), key);
    showResult(result);
  };
  const { ads, watch } = useAds(tool.id, dispatch);
  const go = (priced: QuoteView | null, fresh: boolean) => {
    const next = stand({ ...standing, quote: priced }, fresh).plan;
    if (next.action === 'run' || next.action === 'watch') run.letGo();
    if (next.action === 'run') begin(fresh);
    if (next.action === 'watch' && !leave(next.offer, fresh)) watch(next.offer, fresh, true);
  };
  const pricedPress = usePricedPress(quotes, price, go, run.refuse);
  const press = ({ fresh }: { fresh: boolean }) => {
    if (busy) return;
    check();
    if (faulty) return;
    draft.flush();
    pricedPress(fresh);
  };
  useArrival(() => {
    const ad = recallAd(tool.id);
    if (!viewer.signedIn) return;
    // The key is the draft's own: a page that is loaded twice joins the run instead of paying again.
    if (autoRunKey !== null && plan.action === 'run' && !faulty) begin(ad?.fresh ?? false, autoRunKey);
    else if (autoRunKey === null && ad && canGoOn(viewer) && plan.action === 'watch') watch(ad.offer, ad.fresh, false);
    else rememberAd(tool.id, null);
  });

  return {
    ...{ draft, run, plan, price, press, faults, busy, leaving, following, forgetFaults },
    upTo: isUpTo(tool, values, quotes.quote),
    available: balance.available,
    requested: requested ?? values,
    adNumber: ads.total - state.adsLeft + 1,
    adTotal: ads.total,
    adClicked: ads.clicked,
    change: (next) => {
      // The refusal was about what stood there before.
      if (state.phase === 'needsCredits') dispatch({ type: 'reset' });
      draft.change(next);
    },
    submit: () => {
      if (viewer.signedIn) press({ fresh: false });
      else check();
      draft.flush();
      return viewer.signedIn || faulty;
    },
    followBeside: () => followBeside(() => showResult(result)),
    ...adSteps(props, { state, dispatch }, balance, begin),
  };
}
