import type { z } from 'zod';
import type { NOTICE_DATA } from './view-schema';

/** What can be told. The set is closed: pages and mails know every one of them. */
export type NoticeKind = keyof typeof NOTICE_DATA;

export type NoticeData<Kind extends NoticeKind = NoticeKind> = z.infer<(typeof NOTICE_DATA)[Kind]>;

/** A kind with the data that belongs to it. */
export type NoticeOf = { [Kind in NoticeKind]: { kind: Kind; data: NoticeData<Kind> } }[NoticeKind];

/** One thing somebody was told. Times ISO 8601; `readAt` null until it was seen. */
export type NoticeView = NoticeOf & { id: string; createdAt: string; readAt: string | null };
