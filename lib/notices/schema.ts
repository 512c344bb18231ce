import { z } from 'zod';

export const noticeListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

/** Which were seen: those named, or, without a list, all. */
export const readNoticesSchema = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).optional() });
