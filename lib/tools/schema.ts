import { z } from 'zod';

/** What a run and a quote are asked with. `input` and `options` are checked by the tool itself. */
export const runRequestSchema = z.strictObject({
  toolId: z.string().min(1).max(100),
  input: z.record(z.string(), z.unknown()),
  options: z.record(z.string(), z.unknown()).optional(),
  /** "auto" or a provider's id. */
  provider: z.string().min(1).max(100).default('auto'),
  /** "auto", "provider/name", or a name alone. */
  model: z.string().min(1).max(200).default('auto'),
  /** The actor's own run of text that this one goes on from, for tools that converse. */
  continueRunId: z.uuid('must be the id of a run').optional(),
  /** Asks the model even where an answer is kept. */
  fresh: z.boolean().default(false),
  /** Neither takes another's kept answer nor leaves one for others, where the operator shares this tool's answers. */
  private: z.boolean().optional(),
  stream: z.boolean().default(false),
});

/** The same without the tool, which stands in the path; `toolId` may be repeated. */
export const quoteRequestSchema = runRequestSchema.extend({ toolId: z.string().optional() });

export type RunRequest = z.output<typeof runRequestSchema>;

/** A text that an operator tries the rules for content on. */
export const tryModerationSchema = z.strictObject({ text: z.string().max(20_000) });
