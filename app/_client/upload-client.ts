import { OFFLINE, toProblem } from '@/components/tool/problem';
import type { KnownFile, Sent, UploadClient } from '@/components/tool/file/upload-client';

const KINDS = ['image', 'audio', 'video'] as const;

function answerOf(request: XMLHttpRequest): Sent {
  let body: unknown = null;
  try {
    body = JSON.parse(request.responseText);
  } catch {
    // A proxy's page: the status alone speaks.
  }
  const file = (body as { file?: KnownFile } | null)?.file;
  if (request.status >= 200 && request.status < 300 && file) return { ok: true, file };
  if (request.status === 0 || request.status < 400) return { ok: false, problem: OFFLINE };
  return { ok: false, problem: toProblem(request.status, body, request.getResponseHeader('retry-after')) };
}

/** Files over the wire. `fetch` cannot tell how much of a request has gone, so it is the older way. */
export function createUploadClient(at = '/api/files'): UploadClient {
  return {
    send: (file, { signal, onShare }) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const form = new FormData();
        form.append('file', file, file.name);
        const leave = () => request.abort();
        signal.addEventListener('abort', leave, { once: true });
        const over = (then: () => void) => () => {
          signal.removeEventListener('abort', leave);
          then();
        };
        request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
        request.onload = over(() => resolve(answerOf(request)));
        request.onerror = over(() => resolve({ ok: false, problem: OFFLINE }));
        request.onabort = over(() => reject(new DOMException('The upload was cancelled.', 'AbortError')));
        request.open('POST', at);
        request.setRequestHeader('accept', 'application/json');
        if (signal.aborted) return reject(new DOMException('The upload was cancelled.', 'AbortError'));
        request.send(form);
      }),

    async find(id, signal) {
      const url = `${at}/${encodeURIComponent(id)}`;
      const response = await fetch(url, { method: 'HEAD', signal }).catch(() => null);
      if (response === null || response.status >= 500) return null;
      if (!response.ok) return 'gone';
      const mediaType = response.headers.get('content-type') ?? 'application/octet-stream';
      const kind = KINDS.find((name) => mediaType.startsWith(`${name}/`)) ?? 'document';
      return { id, url, name: '', mediaType, kind, bytes: Number(response.headers.get('content-length')) || 0 };
    },
  };
}

export const uploadClient = createUploadClient();
