export { countUnread } from './count-unread';
export { eraseNotices } from './erase-notices';
export { listNotices, type ListNoticesInput, type NoticePage } from './list-notices';
export { notify, type NotifyInput } from './notify';
export { pruneNotices } from './prune-notices';
export { readNotices } from './read-notices';
export type { NoticeData, NoticeKind, NoticeOf, NoticeView } from './types';
