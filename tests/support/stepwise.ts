import type { Execution } from '@/lib/tools';
import type { RunWorld } from './run-world';
import { answers } from './scripted-ai';

/** A model that speaks one piece for every `step()`. */
export function stepwise(world: RunWorld, pieces: string[]) {
  const gates = pieces.map(() => Promise.withResolvers<void>());
  world.ai.script = answers(pieces, (index) => gates[index]!.promise);
  let next = 0;
  return {
    step: async (run: Execution) => {
      const length = run.live!.text.length + pieces[next]!.length;
      gates[next++]!.resolve();
      while (run.live!.text.length < length) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    finish: () => gates.forEach((gate) => gate.resolve()),
  };
}

export const never = (): Promise<void> => new Promise<void>(() => {});
