import type { ToolLimits } from '../definition';
import type { OptionField } from '../types';

/** How much of a run's output allowance each length uses. */
const SHARES: Record<string, number> = { short: 0.3, medium: 0.6, long: 1 };

export const LENGTH: OptionField = {
  id: 'length',
  label: 'Length',
  choices: [
    { value: 'short', label: 'Short' },
    { value: 'medium', label: 'Medium' },
    { value: 'long', label: 'Long' },
  ],
  default: 'medium',
};

/** The limit sent to the model; never more than the flat price covers. */
export function outputTokens(length: string | undefined, limits: ToolLimits): number {
  return Math.max(1, Math.floor(limits.outputTokens * (SHARES[length ?? ''] ?? 1)));
}
