import { freePort } from '../../setup/servers.mjs';
import { asCompatible } from '../grounds';
import { Line } from '../line';
import { runLoad } from '../load';
import type { Bench, Part } from '../part';
import { gather } from '../people';
import { breakDown } from '../profile/frames';
import { openInspector, type Profile } from '../profile/inspector';

const CONNECTIONS = 16;
const STREAMS = 64;
const FRAMES = 40;

async function run({ grounds, timing, note }: Bench): Promise<void> {
  const port = await freePort();
  const { url } = grounds.provider;
  const hub = await grounds.hub({
    ...asCompatible({ instant: url('single'), paced: url('paced-300-20') }),
    NODE_OPTIONS: `--inspect=127.0.0.1:${port}`,
  });
  const people = await gather(hub, STREAMS);
  const inspector = await openInspector(port);
  const lines = Array.from({ length: STREAMS }, () => new Line(new URL(hub.url)));
  let offset = 0;
  const load = (shot: typeof people.fresh, seconds: number) => {
    offset += 1_000_000;
    return runLoad(hub.url, CONNECTIONS, seconds, (connection, number) => shot(connection, offset + number));
  };
  const wave = () => Promise.all(lines.map((line, index) => line.send(people.streamed(index, ++offset, 'paced'))));
  const works: Record<string, (seconds: number) => Promise<unknown>> = {
    'uncached run': (seconds) => load(people.fresh, seconds),
    'run from the cache': (seconds) => load(people.repeated, seconds),
    [`${STREAMS} streams`]: wave,
  };
  for (const [name, work] of Object.entries(works)) {
    await work(timing.warmSeconds);
    const profile: Profile = await inspector.profileDuring(() => work(timing.seconds));
    const { busyMs, groups, frames } = breakDown(profile);
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    note({ what: name, measured: `${busyMs.toFixed(0)} ms busy` });
    for (const [group, share] of groups) note({ what: `${name}: ${group}`, measured: percent(share) });
    for (const [frame, share] of frames.slice(0, FRAMES)) console.log(`  ${percent(share).padStart(7)}  ${frame}`);
  }
  for (const line of lines) line.close();
  // A process with a debugger attached waits for it before it ends.
  inspector.close();
  await hub.stop();
}

/** Only by name: it is for whoever looks for the next millisecond. */
export const profile: Part = {
  id: 'profile',
  title: 'Where the processor time goes',
  method: () => 'V8’s sampling profiler, twice a millisecond, self time by group; the functions are on the console.',
  run,
};
