import type { ReactNode } from 'react';

/** A part of a long page, named by its heading. */
export function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-16 scroll-mt-24 sm:mt-24">
      <h2 id={`${id}-title`} className="text-3xl sm:text-4xl">
        {title}
      </h2>
      {lead && <p className="mt-2 max-w-2xl text-muted sm:text-lg">{lead}</p>}
      <div className="mt-6 sm:mt-8">{children}</div>
    </section>
  );
}
