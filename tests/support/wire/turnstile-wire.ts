import { startWireHttp, type WireHttp } from './wire-http';

/** What the service says of the next tokens; `wire` fields over the good answer, or a way to fail. */
export type TurnstileMood = { say: Record<string, unknown>; status?: number } | 'good' | 'down' | 'hung' | 'html';

export interface TurnstileWire extends WireHttp {
  mood: TurnstileMood;
}

/**
 * Cloudflare's siteverify as documented: a POST of a form with secret and response, answered with JSON. A token is
 * `token:<cData>:<hostname>` here, as a widget on that host would have made it for our action.
 */
export async function startTurnstileWire(secret: string): Promise<TurnstileWire> {
  const spent = new Set<string>();
  const state = { mood: 'good' as TurnstileMood };
  const http = await startWireHttp(async ({ heard, response, json }) => {
    const form = new URLSearchParams(heard.raw.toString('utf8'));
    const { mood } = state;
    if (heard.method !== 'POST' || heard.headers['content-type'] !== 'application/x-www-form-urlencoded;charset=UTF-8')
      return json(400, { success: false, 'error-codes': ['bad-request'] });
    if (mood === 'down') return json(503, {});
    if (mood === 'hung') return;
    if (mood === 'html') return void response.end('<h1>Welcome to the hotel</h1>');
    if (form.get('secret') !== secret) return json(200, { success: false, 'error-codes': ['invalid-input-secret'] });
    const token = form.get('response') ?? '';
    const [, cdata, hostname] = /^token:([\w-]+):([\w.]+)$/.exec(token) ?? [];
    if (cdata === undefined) return json(200, { success: false, 'error-codes': ['invalid-input-response'] });
    if (spent.has(token)) return json(200, { success: false, 'error-codes': ['timeout-or-duplicate'] });
    spent.add(token);
    const good = {
      success: true,
      'error-codes': [],
      challenge_ts: '2026-03-10T12:00:00Z',
      hostname,
      action: 'ad-claim',
      cdata,
    };
    json(mood === 'good' ? 200 : (mood.status ?? 200), mood === 'good' ? good : { ...good, ...mood.say });
  });
  return {
    ...http,
    get mood() {
      return state.mood;
    },
    set mood(mood: TurnstileMood) {
      state.mood = mood;
    },
  };
}
