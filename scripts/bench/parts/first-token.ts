import { asOpenAi } from '../grounds';
import { Line, type Shot } from '../line';
import { median, percentile, sorted } from '../load';
import { atMost, noPortkey, type Bench, type Part } from '../part';
import { gather } from '../people';
import { startPortkey } from '../portkey';

const MODE = 'paced-5-20';
/** Content that is not empty, in OpenAI's frames and in ours. */
const CONTENT = /"(?:content|delta)":"[^"]/;

interface Side {
  name: string;
  line: Line;
  shot(number: number): Shot;
  times: number[];
}

/** From the write of a request to the first content of its answer, in ms. */
async function firstTokenMs(line: Line, shot: Shot): Promise<number> {
  const from = performance.now();
  let took = NaN;
  let seen = '';
  const onText = (text: string) => {
    if (!Number.isNaN(took)) return;
    seen += text;
    if (CONTENT.test(seen)) took = performance.now() - from;
  };
  const { status } = await line.send(shot, { onText });
  if (status !== 200 || Number.isNaN(took)) throw new Error(`No token came: ${status} ${seen.slice(0, 300)}`);
  return took;
}

async function run({ grounds, timing, note }: Bench): Promise<void> {
  const providerUrl = grounds.provider.url(MODE);
  const hub = await grounds.hub(asOpenAi(providerUrl));
  const people = await gather(hub, 1);
  const portkey = await startPortkey();
  const straight: Shot = {
    path: `/${MODE}/v1/chat/completions`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: 'Say' }], stream: true }),
  };
  const side = (name: string, url: string, shot: Side['shot']): Side => ({
    name,
    line: new Line(new URL(url)),
    shot,
    times: [],
  });
  const provider = side('provider itself', providerUrl, () => straight);
  const ours = side('hub', hub.url, (number) => people.streamed(0, number));
  const sides = [provider, ours];
  if (portkey) {
    const shot = portkey.plain(providerUrl, true);
    sides.push(side('Portkey', portkey.url, (number) => shot(0, number)));
  } else note(noPortkey);
  const [warm, counted] = timing.quick ? [20, 60] : [80, 300];
  for (let number = 0; number < warm + counted; number++) {
    for (const { line, shot, times } of sides) {
      const took = await firstTokenMs(line, shot(number));
      if (number >= warm) times.push(took);
    }
  }
  const own = median(provider.times);
  for (const { name, times } of sides) {
    const [middle, p95] = [median(times), percentile(sorted(times), 0.95)];
    note({ what: `first token: ${name}`, measured: `median ${middle.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms` });
  }
  for (const { name, times } of sides.slice(1)) {
    const over = median(times) - own;
    const goal = name === ours.name ? atMost(over, 5, ' ms') : {};
    note({ what: `${name} over the provider’s own`, measured: `${over.toFixed(2)} ms`, ...goal });
  }
  for (const { line } of sides) line.close();
  portkey?.stop();
  await hub.stop();
}

export const firstToken: Part = {
  id: 'p4',
  title: 'P4: time to the first token',
  method: ({ quick }) =>
    `One connection each, ${quick ? 60 : 300} streams in turns after ${quick ? 20 : 80} that do not count. The provider sends its first token after 20 ms. From the write of the request to the first byte of content at the client, a full uncached run in the hub’s case; the difference of the medians counts.`,
  run,
};
