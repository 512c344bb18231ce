import { randomUUID } from 'node:crypto';

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A browserless client of the HTTP contract: keeps cookies, sends Origin, speaks JSON. */
export class ApiClient {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('origin', this.url);
    if (this.cookies.size > 0) headers.set('cookie', this.cookieHeader());
    const response = await fetch(`${this.url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.cookies.set(name, value ?? '');
    }
    return response;
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<Answer<Body>> {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await this.fetch(path, {
      method,
      headers: { ...json, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body };
  }

  /** Signs in the way NextAuth's own pages do: token, then the credentials callback. */
  async signIn(email: string, password: string): Promise<void> {
    const { body } = await this.call<{ csrfToken: string }>('GET', '/api/auth/csrf');
    const form = new URLSearchParams({ csrfToken: body.csrfToken, email, password, json: 'true' });
    const response = await this.fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    await response.arrayBuffer();
    const me = await this.call('GET', '/api/me');
    if (me.status !== 200) throw new Error(`Signing in as ${email} failed: ${response.status}, then ${me.status}`);
  }

  /** Registers a new person and signs in. */
  async register(
    email = `${randomUUID()}@example.test`,
    password = 'a long enough password',
  ): Promise<{ email: string; id: string }> {
    const answer = await this.call<{ user: { id: string } }>('POST', '/api/auth/register', { email, password });
    if (answer.status !== 201) throw new Error(`Registering failed: ${answer.status} ${JSON.stringify(answer.body)}`);
    await this.signIn(email, password);
    return { email, id: answer.body.user.id };
  }

  run(body: Record<string, unknown>, idempotencyKey = randomUUID()): Promise<Answer> {
    return this.call('POST', '/api/process-request', body, { 'idempotency-key': idempotencyKey });
  }
}

/** An operator's session. */
export async function asOperator(url: string, operator: { email: string; password: string }): Promise<ApiClient> {
  const client = new ApiClient(url);
  await client.signIn(operator.email, operator.password);
  return client;
}
