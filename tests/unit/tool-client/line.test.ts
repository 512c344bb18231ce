import { openLine, type Line, type Surroundings } from '@/app/_client/line';

class Page extends EventTarget {
  visibilityState = 'visible';
}

let around: Surroundings & { window: EventTarget; document: Page };
let online: boolean;
let now: number;
let controller: AbortController;
let line: Line;

beforeEach(() => {
  jest.useFakeTimers();
  online = true;
  now = 0;
  around = { window: new EventTarget(), document: new Page(), onLine: () => online, now: () => now };
  controller = new AbortController();
  line = openLine(controller.signal, around);
});
afterEach(() => {
  line.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function turn(visibilityState: 'visible' | 'hidden'): void {
  around.document.visibilityState = visibilityState;
  around.document.dispatchEvent(new Event('visibilitychange'));
}

/** Whether a wait of a minute has ended by now. */
function waiting(): () => Promise<boolean> {
  let over = false;
  void line.wait(60_000).then(() => (over = true));
  return async () => {
    await jest.advanceTimersByTimeAsync(0);
    return over;
  };
}

it('gives up a connection that has said nothing for longer than the server is ever silent', () => {
  const connection = line.next();
  jest.advanceTimersByTime(30_000);
  line.heard();
  jest.advanceTimersByTime(30_000);
  expect(connection.aborted).toBe(false);
  jest.advanceTimersByTime(5_000);
  expect(connection.aborted).toBe(true);
  line.close();
});

it('opens anew what a page left behind that was away for a while, and leaves a glance aside alone', () => {
  const connection = line.next();
  turn('hidden');
  now = 1_000;
  turn('visible');
  expect(connection.aborted).toBe(false);
  turn('hidden');
  now = 10_000;
  turn('visible');
  expect(connection.aborted).toBe(true);
  expect(line.next().aborted).toBe(false);
});

it('opens anew when the page comes back out of the cache of the browser', () => {
  const connection = line.next();
  around.window.dispatchEvent(new Event('pageshow'));
  expect(connection.aborted).toBe(false);
  around.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(connection.aborted).toBe(true);
});

it('waits no longer than asked, and not that long when the network comes back', async () => {
  const over = waiting();
  expect(await over()).toBe(false);
  around.window.dispatchEvent(new Event('online'));
  expect(await over()).toBe(true);
  const again = waiting();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(await again()).toBe(true);
});

it('cuts what is open when the device loses its network, and waits as long as it has none', async () => {
  const connection = line.next();
  online = false;
  around.window.dispatchEvent(new Event('offline'));
  expect(connection.aborted).toBe(true);
  const over = waiting();
  await jest.advanceTimersByTimeAsync(600_000);
  expect(await over()).toBe(false);
  online = true;
  around.window.dispatchEvent(new Event('online'));
  expect(await over()).toBe(true);
});

it('ends every wait and connection when nobody listens any more', async () => {
  const connection = line.next();
  online = false;
  const over = waiting();
  controller.abort();
  expect(await over()).toBe(true);
  expect([connection.aborted, line.next().aborted]).toEqual([true, true]);
});
