import type { ShareView } from '../types';

export interface ShareRow {
  slug: string;
  showInput: boolean;
  createdAt: Date;
}

export const SHARE_COLUMNS = 'slug, show_input AS "showInput", created_at AS "createdAt"';

export function toShareView({ slug, showInput, createdAt }: ShareRow): ShareView {
  return { slug, path: `/r/${slug}`, showInput, createdAt: createdAt.toISOString() };
}
