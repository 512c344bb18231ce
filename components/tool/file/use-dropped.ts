import { useEffect, useEffectEvent, useState, type DragEvent } from 'react';

/** Files that are dropped on an element, or pasted anywhere on the page while `listens`. */
export function useDropped(listens: boolean, take: (file: File) => void, wants: (type: string) => boolean) {
  const [over, setOver] = useState(false);
  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => wants(type));
    // A field further up has taken it already.
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    take(file);
  });
  useEffect(() => {
    if (!listens) return;
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, [listens]);
  return {
    over,
    target: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) take(file);
      },
    },
  };
}
