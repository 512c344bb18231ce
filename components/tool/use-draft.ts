import { useEffect, useRef, useState, type RefObject } from 'react';
import { browserStorage, createDraftWriter, readDraft, type DraftWriter } from './draft';
import { valuesOfForm } from './form-values';
import type { ToolPageTool, ToolValues } from './types';
import { withDraft } from './values';

export interface UseDraft {
  values: ToolValues;
  /** What was typed before came back. */
  restored: boolean;
  change(values: ToolValues): void;
  /** Writes what waits, before the page goes away. */
  flush(): void;
}

const hasWords = (values: Pick<ToolValues, 'input'>, tool: ToolPageTool): boolean =>
  tool.fields.some((field) => (values.input[field.id] ?? '').trim() !== (field.default ?? ''));

/**
 * The form's values, kept in this browser while one types. In order: what was typed before the script came, the server's
 * draft (it rode in the address through sign-in or an ad), this browser's own. Read after hydration, so that the server's
 * rendering and the browser's agree.
 */
export function useDraft(
  tool: ToolPageTool,
  serverDraft: ToolValues | null,
  form: RefObject<HTMLFormElement | null>,
): UseDraft {
  const [values, setValues] = useState(() => withDraft(tool, serverDraft));
  const [restored, setRestored] = useState(false);
  const writer = useRef<DraftWriter | null>(null);
  const first = useRef({ tool, serverDraft });

  useEffect(() => {
    const { tool: firstTool, serverDraft: fromServer } = first.current;
    const storage = browserStorage('localStorage');
    const own = createDraftWriter(storage, firstTool.id, () => Date.now());
    writer.current = own;
    const start = withDraft(firstTool, fromServer);
    const typed = form.current ? valuesOfForm(firstTool, new FormData(form.current)) : null;
    const changed = typed !== null && JSON.stringify(typed.input) !== JSON.stringify(start.input);
    const kept = fromServer ? null : readDraft(storage, firstTool.id, Date.now());
    const early = changed && hasWords(typed, firstTool) ? typed : null;
    const found = early ?? (kept ? withDraft(firstTool, kept) : null);
    // What came before the script is kept like the rest: nobody may type any more before the page goes away.
    if (early ?? fromServer) own.save(early ?? start);
    if (found) {
      queueMicrotask(() => {
        setValues(found);
        setRestored(hasWords(found, firstTool));
      });
    }
    window.addEventListener('pagehide', own.flush);
    return () => {
      own.flush();
      window.removeEventListener('pagehide', own.flush);
    };
  }, [form]);

  return {
    values,
    restored,
    change(next) {
      setValues(next);
      setRestored(false);
      writer.current?.save(next);
    },
    flush: () => writer.current?.flush(),
  };
}
