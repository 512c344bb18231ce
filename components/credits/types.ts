import type { RunKind } from '@/lib/runs/types';

/** What a movement was about, named: composed by the page from the rooms that know. */
export type Subject =
  | {
      type: 'run';
      toolName: string;
      kind: RunKind;
      /** The beginning of what was typed; empty when nothing is left of it. */
      title: string;
      deleted: boolean;
      status: 'running' | 'succeeded' | 'failed' | 'cancelled';
      model: string | null;
      quoted: number;
      charged: number;
      refunded: number;
      createdAt: string;
    }
  | {
      type: 'ad';
      kind: 'text' | 'image' | 'video';
      network: string;
      watchSeconds: number;
      watchedSeconds: number;
      claimedAt: string | null;
    };

/** By `type:id` of a movement's reference. */
export type Subjects = Readonly<Record<string, Subject>>;

export function subjectOf(subjects: Subjects, ref: { type: string; id: string }): Subject | undefined {
  return subjects[`${ref.type}:${ref.id}`];
}
