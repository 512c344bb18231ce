import type { ReactNode } from 'react';

/** A page's title, one sentence about it, and its main action. */
export function PageHeader({ title, lead, action }: { title: ReactNode; lead?: ReactNode; action?: ReactNode }) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 sm:mb-8">
      <div className="grid max-w-2xl gap-2">
        <h1 className="text-3xl sm:text-4xl">{title}</h1>
        {lead && <p className="text-muted sm:text-lg">{lead}</p>}
      </div>
      {action}
    </header>
  );
}
