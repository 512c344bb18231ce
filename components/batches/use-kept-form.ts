import { useEffect, useEffectEvent, type RefObject } from 'react';
import { browserStorage } from '@/components/tool/draft';

/** What a person fills in; keys and hidden facts of the page are made anew. */
const FILLED = /^(?:text$|name$|provider$|model$|input\.|shared\.|options\.)/;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Fields that hold words of their own; a box that is ticked or a file is none. */
function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element): element is Control => {
    if (element instanceof HTMLInputElement && element.type !== 'text') return false;
    const holds = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].some((kind) => element instanceof kind);
    return holds && FILLED.test(element.getAttribute('name') ?? '');
  });
}

function keep(key: string, form: HTMLFormElement): void {
  try {
    const values = controlsOf(form).map(({ name, value }) => [name, value]);
    browserStorage('sessionStorage')?.setItem(key, JSON.stringify(values));
  } catch {
    // A full or forbidden storage must not stop anybody from watching.
  }
}

/** What was kept, once. */
function take(key: string): Map<string, string> {
  try {
    const storage = browserStorage('sessionStorage');
    const values = JSON.parse(storage?.getItem(key) ?? '[]') as [string, string][];
    storage?.removeItem(key);
    return new Map(values);
  } catch {
    return new Map();
  }
}

/** The way to an ad leaves the page: what stands in the form is there again after it. `back` is told when it is. */
export function useKeptForm(ref: RefObject<HTMLFormElement | null>, toolId: string, back: () => void): void {
  const told = useEffectEvent(back);
  useEffect(() => {
    const form = ref.current;
    if (!form) return;
    const key = `megicai:kept:${location.pathname}:${toolId}`;
    const kept = take(key);
    for (const control of controlsOf(form)) {
      const value = kept.get(control.name);
      if (value !== undefined) control.value = value;
    }
    if (kept.size > 0) told();
    const left = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a[href^="/earn/watch"]')) keep(key, form);
    };
    form.addEventListener('click', left, true);
    return () => form.removeEventListener('click', left, true);
  }, [ref, toolId]);
}
