'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui';
import { isOurs } from './media/our-file';
import { ResultFiles, WaitingPictures } from './result-files';
import { ResultSeed } from './result-seed';
import { recordText } from './record-text';
import { LazyRichText } from './rich-text/lazy-rich-text';
import type { ResultPanelProps } from './result-panel';

// Each of them for one kind alone.
const JobScreen = dynamic(() => import('./media/job-screen').then((module) => module.JobScreen), { ssr: false });
const ReadAloud = dynamic(() => import('./media/read-aloud').then((module) => module.ReadAloud), { ssr: false });
const Transcript = dynamic(() => import('./media/transcript').then((module) => module.Transcript), { ssr: false });

type OutputProps = Pick<ResultPanelProps, 'tool' | 'state' | 'requested'>;

/** What a run was asked with, field by field; the run itself knows best. */
function askedOf({ state, requested }: OutputProps): (field: string) => string {
  return (field) => {
    const value = state.run ? state.run.input[field] : requested?.input[field];
    return typeof value === 'string' ? value : '';
  };
}

function Waiting({ tool, state, requested }: OutputProps) {
  if (tool.kind === 'image') return <WaitingPictures requested={requested} />;
  if (tool.kind === 'video')
    return (
      <JobScreen
        key={state.runId}
        toolId={tool.id}
        progress={state.progress}
        beganAtMs={state.beganAtMs}
        usualSeconds={tool.usualSeconds}
      />
    );
  return (
    <div className="grid gap-3">
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  );
}

/** The recording a transcript was made from: the file the run was asked with. */
function recordingOf(props: OutputProps): string | null {
  const field = props.tool.fields.find(({ type, accepts }) => type === 'file' && accepts?.includes('audio'));
  const url = `/api/files/${field ? askedOf(props)(field.id) : ''}`;
  return isOurs({ url }) ? url : null;
}

/** Under a sound: the text it says, and for the demo engine a voice that can be listened to. */
function SpokenText(props: OutputProps) {
  const { state, tool } = props;
  const text = askedOf(props)('text');
  if (tool.kind !== 'audio' || state.files.length === 0 || text === '' || !state.run) return null;
  if (state.run.demo) return <ReadAloud text={text} preferredRate={state.run.options.speed as string | undefined} />;
  return <p className="max-h-72 overflow-y-auto whitespace-pre-wrap">{text}</p>;
}

/** What has come of a run so far, by its kind. */
export function ResultOutput(props: OutputProps) {
  const { state, tool, requested } = props;
  const live = state.phase === 'starting' || state.phase === 'streaming';
  const asked = askedOf(props);
  const passages = state.run?.output.segments ?? [];
  const seed = tool.kind === 'image' && state.run ? asked('seed') : '';
  if (live && state.text === '' && state.files.length === 0) return <Waiting {...props} />;
  return (
    <>
      {state.text !== '' && (
        <div
          data-testid="result-text"
          className={
            live
              ? 'after:ms-0.5 after:inline-block after:h-4 after:w-2 after:animate-pulse after:rounded-xs after:bg-kind'
              : ''
          }
        >
          {passages.length > 0 ? (
            <Transcript passages={passages} source={recordingOf(props)} />
          ) : (
            <LazyRichText text={recordText(state.text, state.run)} />
          )}
        </div>
      )}
      {state.run?.usage?.truncated && <p className="text-sm text-muted">{state.run.message}</p>}
      {state.files.length > 0 && (
        <ResultFiles tool={tool} files={state.files} requested={requested} prompt={asked('prompt')} />
      )}
      {seed !== '' && <ResultSeed seed={seed} />}
      <SpokenText {...props} />
    </>
  );
}
