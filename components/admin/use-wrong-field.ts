import { useEffect, useRef, type RefObject } from 'react';
import type { FormState } from '@/components/ui/form-state';

/** Goes to the first field that an answer found wrong, and unfolds what it is folded into. */
export function useWrongField(state: FormState): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const fold = wrong?.closest('details');
    if (fold) fold.open = true;
    wrong?.focus({ preventScroll: true });
    // To the middle: a bar at the lower edge would cover what stands there.
    wrong?.scrollIntoView?.({ block: 'center' });
  }, [state]);
  return form;
}
