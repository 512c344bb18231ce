import { once } from 'node:events';

export interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
}

export interface Profile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
}

interface Reply {
  id?: number;
  result?: { profile?: Profile };
}

/** Talks to the inspector of a process started with `--inspect=127.0.0.1:<port>`. */
export async function openInspector(port: number) {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  if (!target) throw new Error('The process has no inspector.');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket as never, 'open');
  let last = 0;
  const send = (method: string, params = {}): Promise<Reply> =>
    new Promise((resolve) => {
      const id = ++last;
      const listen = ({ data }: MessageEvent) => {
        const reply = JSON.parse(String(data)) as Reply;
        if (reply.id !== id) return;
        socket.removeEventListener('message', listen);
        resolve(reply);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: 500 });
  return {
    async profileDuring(work: () => Promise<unknown>): Promise<Profile> {
      await send('Profiler.start');
      await work();
      const { result } = await send('Profiler.stop');
      if (!result?.profile) throw new Error('The inspector sent no profile.');
      return result.profile;
    },
    close: () => socket.close(),
  };
}
