import Sequencer from '@jest/test-sequencer';

/** These mostly wait: for processes that start, for what a dead one leaves, for clocks. */
const WAITING = /[/\\](?:races[/\\]|jobs[/\\]queue|runs[/\\]between)/;

/**
 * What waits and what works, side by side: of every five suites one that waits, as long as there are any. So they neither
 * stand at the end, where everybody would wait for them, nor beside one another, where nobody would work.
 */
export function interleave(waiting, working) {
  const order = [];
  for (let index = 0, at = 0; index < waiting.length || at < working.length; index += 1, at += 4) {
    order.push(...waiting.slice(index, index + 1), ...working.slice(at, at + 4));
  }
  return order;
}

export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const waits = (test) => WAITING.test(test.path);
    return interleave(
      sorted.filter(waits),
      sorted.filter((test) => !waits(test)),
    );
  }
}
