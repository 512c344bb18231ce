import { AppError, type ErrorCode } from '@/lib/errors';

/** The form's field, which every refusal of an upload names. */
export const UPLOAD_FIELD = 'file';

/** A file that is not taken, with the reason as it goes on from "file: ". */
export function refuseFile(
  code: Extract<ErrorCode, 'invalid_input' | 'payload_too_large' | 'unsupported_media_type' | 'cap_reached'>,
  message: string,
  cause?: unknown,
): AppError {
  const fields = [{ path: UPLOAD_FIELD, message }];
  return new AppError(code, `${UPLOAD_FIELD}: ${message}`, { fields, ...(cause === undefined ? {} : { cause }) });
}

export const unknownType = () =>
  refuseFile(
    'unsupported_media_type',
    'is none of these: PNG, JPEG, WebP or GIF; WAV, MP3, OGG, Opus, WebM, M4A or FLAC; text, Markdown, CSV, JSON, HTML, PDF or DOCX',
  );
