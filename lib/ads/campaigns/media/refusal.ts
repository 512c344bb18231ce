import { AppError } from '@/lib/errors';

/** The form's one field. */
export const MEDIA_FIELD = 'file';

type Code = 'invalid_input' | 'payload_too_large' | 'unsupported_media_type';

/** A refusal that names the file. */
export function refuse(code: Code, message: string, cause?: unknown): AppError {
  const fields = [{ path: MEDIA_FIELD, message }];
  return new AppError(code, `${MEDIA_FIELD}: ${message}`, { fields, ...(cause === undefined ? {} : { cause }) });
}
