import { useCallback, useEffect, useRef, useState } from 'react';
import { OFFLINE, type Problem } from '../problem';
import type { FileKind } from '../types';
import { lightened } from './lighten';
import { recallFile, rememberFile } from './file-memory';
import type { KnownFile, UploadClient } from './upload-client';

export type UploadState =
  | { phase: 'empty'; gone: boolean }
  /** An id of a draft whose file is being looked up. */
  | { phase: 'finding' }
  | { phase: 'sending'; file: File; share: number }
  | { phase: 'failed'; file: File; problem: Problem }
  | { phase: 'kept'; file: KnownFile };

export interface UseUpload {
  state: UploadState;
  send(file: File): void;
  cancel(): void;
  remove(): void;
}

type Going = Extract<UploadState, { phase: 'sending' | 'failed' }>;

/** What an id of the form stands for: known from here, else asked of the server. */
function useKnown(client: UploadClient, id: string, forget: () => void) {
  const [found, setFound] = useState<{ id: string; file: KnownFile | null; gone: boolean } | null>(null);
  const told = useRef(forget);
  useEffect(() => {
    told.current = forget;
  });
  useEffect(() => {
    if (id === '') return;
    const control = new AbortController();
    const look = async () => {
      const known = recallFile(id) ?? (await client.find(id, control.signal));
      if (control.signal.aborted) return;
      setFound({ id, file: known === 'gone' ? null : known, gone: known === 'gone' });
      if (known === 'gone') told.current();
    };
    void look().catch(() => undefined);
    return () => control.abort();
  }, [client, id]);
  return found;
}

const MEGABYTE = 1024 * 1024;

/** Told before a phone spends minutes on sending it; what the file really is, the server finds out. */
function mostFor({ type }: File, megabytes: Record<FileKind, number>): number {
  const general = type.split('/')[0];
  if (general === 'image' || general === 'audio') return megabytes[general];
  return Math.max(...Object.values(megabytes));
}

/** A file that nothing is known of but its id: it counts, it just has no name. */
const nameless = (id: string): KnownFile => ({
  ...{ id, url: `/api/files/${id}`, name: '', mediaType: '', kind: 'document', bytes: 0 },
});

/** One file of a form, from the choice to its id. `value` is the id that stands in the form, or ''. */
export function useUpload(
  { client, megabytes }: { client: UploadClient; megabytes: Record<FileKind, number> },
  value: string,
  onChange: (id: string) => void,
): UseUpload {
  const [going, setGoing] = useState<Going | null>(null);
  const [sent, setSent] = useState<KnownFile | null>(null);
  const control = useRef<AbortController | null>(null);
  const found = useKnown(client, value, () => onChange(''));
  // Somebody types on while a file is sent: its id must not bring back what the form held before.
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });

  const send = useCallback(
    (chosen: File) => {
      control.current?.abort();
      const own = new AbortController();
      control.current = own;
      const work = async () => {
        setGoing({ phase: 'sending', file: chosen, share: 0 });
        const file = await lightened(chosen);
        if (own.signal.aborted) return;
        const fail = (problem: Problem) => setGoing({ phase: 'failed', file: chosen, problem });
        const most = mostFor(file, megabytes);
        if (file.size > most * MEGABYTE) return fail({ ...OFFLINE, code: 'tooLarge', detail: String(most) });
        const onShare = (share: number) => {
          if (!own.signal.aborted) setGoing({ phase: 'sending', file, share });
        };
        const answer = await client.send(file, { signal: own.signal, onShare });
        if (own.signal.aborted) return;
        if (!answer.ok) return fail(answer.problem);
        rememberFile(answer.file);
        setSent(answer.file);
        setGoing(null);
        tell.current(answer.file.id);
      };
      void work().catch(() => undefined);
    },
    [client, megabytes],
  );
  useEffect(() => () => control.current?.abort(), []);
  // A draft that comes back now is behind the choice: run meanwhile, the form would carry the other file.
  const sending = going?.phase === 'sending';
  useEffect(() => {
    if (sending && value !== '') tell.current('');
  }, [sending, value]);
  const cancel = () => {
    control.current?.abort();
    setGoing(null);
  };

  const stand = (): UploadState => {
    if (going) return going;
    if (value === '') return { phase: 'empty', gone: found?.gone ?? false };
    if (sent?.id === value) return { phase: 'kept', file: sent };
    if (found?.id === value) return { phase: 'kept', file: found.file ?? nameless(value) };
    return { phase: 'finding' };
  };
  return {
    ...{ state: stand(), send, cancel },
    remove() {
      cancel();
      onChange('');
    },
  };
}
