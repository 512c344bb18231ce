'use client';

import { useTag } from './use-tag';

/** The widget of Revcontent, in a box of its own height: https://faq.revcontent.com */
export function RevcontentUnit({ scriptUrl, client }: { scriptUrl: string; client: string }) {
  useTag(scriptUrl, {});
  return (
    <div
      className="h-[420px] overflow-y-auto rounded-control bg-sunken"
      tabIndex={0}
      role="group"
      aria-label="Revcontent"
    >
      <div
        id={`rc-widget-${client}`}
        data-rc-widget=""
        data-widget-host="habitat"
        data-endpoint="trends.revcontent.com"
        data-widget-id={client}
      />
    </div>
  );
}
