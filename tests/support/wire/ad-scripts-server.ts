import { AD_PAGE, gptScript, h5Script, type AdPlan } from './ad-scripts';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export type { AdPlan };

/** What asking for a network's script brings. `broken`: it throws; `unsupported`: the page is none for such ads. */
export type ScriptMode = 'good' | 'broken' | 'unsupported' | '404' | 'hang' | 'reset';

interface Visitor {
  mode: ScriptMode;
  plans: AdPlan[];
}

export interface AdScriptsServer {
  gptUrl: string;
  h5Url: string;
  http: WireHttp;
  /** What the scripts of one visitor do from now on; visitors are told apart by their user agent. */
  direct(agent: string, change: Partial<Visitor>): void;
  close(): Promise<void>;
}

const GOOD: AdPlan = { ask: 'ad', show: ['granted', 'closed'] };

function script(reply: Reply, mode: ScriptMode, text: string): void {
  const { response } = reply;
  if (mode === 'hang') return;
  if (mode === 'reset') return void response.destroy();
  response.writeHead(mode === '404' ? 404 : 200, {
    'content-type': 'text/javascript',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  });
  response.end(mode === 'broken' ? 'throw new Error("broken by its own company");' : mode === '404' ? '' : text);
}

/** A local server of ad networks' scripts and ads: what they do is said for each visitor. */
export async function startAdScriptsServer(): Promise<AdScriptsServer> {
  const visitors = new Map<string, Visitor>();
  const of = (agent = '') => visitors.get(agent) ?? { mode: 'good' as const, plans: [] };
  const http = await startWireHttp((reply) => {
    const visitor = of(reply.heard.headers['user-agent']);
    const path = reply.heard.path.replace(/\?.*/, '');
    if (path === '/gpt.js')
      return script(reply, visitor.mode, gptScript({ supported: visitor.mode !== 'unsupported' }));
    if (path === '/adsbygoogle.js') return script(reply, visitor.mode, h5Script());
    if (path === '/plan') return reply.json(200, visitor.plans.shift() ?? GOOD, { 'access-control-allow-origin': '*' });
    if (path === '/ad.html') return reply.bytes('text/html', Buffer.from(AD_PAGE));
    return reply.json(404, {});
  });
  return {
    gptUrl: `${http.url}/gpt.js`,
    h5Url: `${http.url}/adsbygoogle.js`,
    http,
    direct: (agent, change) => void visitors.set(agent, { ...of(agent), ...change }),
    close: () => http.close(),
  };
}
