'use client';

import { runClient } from '@/app/_client/run-client';
import { Sides, type SidesProps } from '@/components/compare/sides';

/** The answers with the wire in their hands. */
export function SidesIsland({ runs }: Pick<SidesProps, 'runs'>) {
  return <Sides runs={runs} client={runClient} />;
}
