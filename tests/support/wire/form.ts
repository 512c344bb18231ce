import type { Heard } from './wire-http';

/** A file of a form, as far as a protocol says something of it. */
export interface FormFile {
  name: string;
  type: string;
  hex: string;
}

export type Form = Record<string, string | FormFile | (string | FormFile)[]>;

/** The members of a form in multipart/form-data, repeated ones as a list; undefined where the body is none. */
export async function readForm({ headers, raw }: Pick<Heard, 'headers' | 'raw'>): Promise<Form | undefined> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  const data = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  if (!data) return undefined;
  const form: Form = {};
  for (const name of new Set(data.keys())) {
    const members = await Promise.all(
      data.getAll(name).map(async (member) => {
        if (typeof member === 'string') return member;
        const hex = Buffer.from(await member.arrayBuffer()).toString('hex');
        return { name: member.name, type: member.type, hex };
      }),
    );
    form[name] = members.length === 1 && members[0] !== undefined ? members[0] : members;
  }
  return form;
}

/** What a server has heard since it was last asked, with forms read: multipart has another border each time. */
export async function formsSince(server: { heard: Heard[] }) {
  const heard = server.heard.splice(0);
  return Promise.all(
    heard.map(async (one) => ({ method: one.method, path: one.path, form: (await readForm(one)) ?? null })),
  );
}
