import type { Attempt, Usage } from '@/lib/ai/types';
import type { ErrorCode } from '@/lib/errors';

export type RunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';
export type RunKind = 'text' | 'image' | 'audio' | 'video';

export interface RunFile {
  url: string;
  mediaType: string;
  bytes: number;
  width?: number;
  height?: number;
}

/** A run as clients see it (the contract's `run`). Credits are JSON numbers. */
export interface RunView {
  id: string;
  toolId: string;
  kind: RunKind;
  status: RunStatus;
  input: Record<string, unknown>;
  options: Record<string, unknown>;
  output: { text?: string; files?: RunFile[] };
  provider: string | null;
  model: string | null;
  /** "OpenAI · GPT-5 mini", or "Demo engine". */
  modelLabel: string | null;
  demo: boolean;
  cached: boolean;
  attempts: (Attempt & { code?: string })[];
  usage?: Usage;
  credits: { quoted: number; charged: number; refunded: number; reason?: string };
  /** A plain sentence when the run failed or was cut short. */
  message?: string;
  /** What a caller who waited for this failed run was answered with. */
  code?: ErrorCode;
  promptId?: string;
  favourite: boolean;
  /** The owner's own remark. */
  note: string | null;
  createdAt: string;
  finishedAt: string | null;
}
