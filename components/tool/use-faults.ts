import { useState, type RefObject } from 'react';
import type { ToolPageTool, ToolValues } from './types';
import { faultsOf } from './values';

function focusFault(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    // A field that is half under the header counts as seen for the browser.
    field?.scrollIntoView?.({ block: 'center' });
  });
}

/** What is wrong in the form: told from the first press on, and the first wrong field found then. */
export function useFaults(
  { tool, firstError }: { tool: ToolPageTool; firstError: string | null },
  values: ToolValues,
  form: RefObject<HTMLFormElement | null>,
) {
  const [checked, setChecked] = useState(firstError === 'invalid_input');
  const faults = faultsOf(tool, values);
  const faulty = Object.keys(faults).length > 0;
  const check = () => {
    setChecked(true);
    if (faulty) focusFault(form);
  };
  return { faults: checked ? faults : {}, faulty, check, forget: () => setChecked(false) };
}
