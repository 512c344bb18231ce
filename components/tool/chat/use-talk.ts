import { useCallback, useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { RunView } from '../types';
import { useWorkbench, type Bench } from '../use-workbench';
import type { WorkbenchProps } from '../workbench';
import { isAnswered, messageOf, type Conversation } from './turn';

/** An earlier message that is asked anew, as it was or changed; what followed it is left behind. */
interface Branch {
  turn: RunView;
  /** Sent as soon as it stands in the form. */
  fresh: boolean;
  /** What was half written when it began, to come back afterwards. */
  aside: string;
}

export interface Talk {
  bench: Bench;
  /** The turns on screen, oldest first. */
  turns: RunView[];
  branch: Branch | null;
  /** The run that the next message goes on from. */
  continueRunId: string | null;
  /** The message that is being answered, or was refused. */
  asked: string;
  message: string;
  type(text: string): void;
  edit(turn: RunView): void;
  regenerate(turn: RunView): void;
  leaveBranch(): void;
  /** An empty page; what was said stays in the history. */
  startOver(): void;
}

export interface TalkProps extends WorkbenchProps {
  conversation: Conversation;
  /** The conversation goes up to this run now; null for a new one. */
  onPlace(runId: string | null): void;
}

const MESSAGE = 'message';

function useTurns(conversation: Conversation) {
  const [turns, setTurns] = useState(() => conversation.runs.filter(isAnswered));
  const [branch, setBranch] = useState<Branch | null>(null);
  const at = branch ? turns.findIndex(({ id }) => id === branch.turn.id) : -1;
  const shown = at < 0 ? turns : turns.slice(0, at);
  const continueRunId = branch ? (branch.turn.continues ?? null) : (turns.at(-1)?.id ?? null);
  return { setTurns, branch, setBranch, shown, continueRunId };
}

/** The same functions in every rendering: two hundred turns are not drawn anew for each word of the next. */
function useSteady(turnBack: (turn: RunView, fresh: boolean) => void): Pick<Talk, 'edit' | 'regenerate'> {
  const latest = useRef(turnBack);
  useEffect(() => {
    latest.current = turnBack;
  });
  return {
    edit: useCallback((turn: RunView) => latest.current(turn, false), []),
    regenerate: useCallback((turn: RunView) => latest.current(turn, true), []),
  };
}

/** A conversation: the same bench as every tool's, and the turns before. */
export function useTalk(props: TalkProps, form: RefObject<HTMLFormElement | null>): Talk {
  const { setTurns, branch, setBranch, shown, continueRunId } = useTurns(props.conversation);
  const [asked, setAsked] = useState(() => (props.found ? messageOf(props.found.run) : ''));
  const nowhere = useRef<HTMLHeadingElement>(null);
  const say = (text: string) =>
    bench.change({ ...bench.draft.values, input: { ...bench.draft.values.input, [MESSAGE]: text } });
  const bench = useWorkbench(
    {
      ...props,
      continueRunId,
      // By what was sent, not by what this rendering knows of it: on a busy device an answer may begin before the next one.
      onStarted: ({ input }) => {
        const sent = typeof input[MESSAGE] === 'string' ? input[MESSAGE] : '';
        setAsked(sent);
        if (branch) setTurns(shown);
        setBranch(null);
        bench.forgetFaults();
        // Who wrote on meanwhile keeps that.
        say(message === sent ? (branch?.aside ?? '') : message);
      },
      onEnded: (run) => {
        if (!isAnswered(run)) return;
        setTurns((now) => (now.some(({ id }) => id === run.id) ? now : [...now, run]));
        props.onPlace(run.id);
      },
    },
    form,
    nowhere,
  );
  const message = bench.draft.values.input[MESSAGE] ?? '';

  const press = useEffectEvent(() => bench.press({ fresh: true }));
  const pressing = branch?.fresh === true ? branch : null;
  useEffect(() => {
    if (pressing) queueMicrotask(() => press());
  }, [pressing]);

  const turnBack = (turn: RunView, fresh: boolean) => {
    setBranch({ turn, fresh, aside: branch ? branch.aside : message });
    say(messageOf(turn));
  };
  const { edit, regenerate } = useSteady(turnBack);
  return {
    ...{ bench, turns: shown, branch, continueRunId, asked, message },
    type: say,
    ...{ edit, regenerate },
    leaveBranch() {
      say(branch?.aside ?? '');
      setBranch(null);
    },
    startOver() {
      setTurns([]);
      setBranch(null);
      bench.run.dispatch({ type: 'reset' });
      props.onPlace(null);
    },
  };
}
