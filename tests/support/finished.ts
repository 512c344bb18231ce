import type { Steps } from '@/lib/ai/demo/run-steps';

/** What comes of a computation in steps, taken all at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
