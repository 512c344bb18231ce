import { z } from 'zod';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';

const email = z.string().trim().max(254).pipe(z.email('must be a mail address'));

const newPassword = z
  .string()
  .min(PASSWORD_MIN, `must have at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`);

/** The secret part of a mailed link. */
const token = z.string().trim().min(1).max(200);

export const registerSchema = z.object({
  email,
  password: newPassword,
  name: z.string().trim().min(1).max(80).optional(),
  referralCode: z.string().trim().min(1).max(40).optional(),
});
export type RegisterInput = z.infer<typeof registerSchema>;

export const signInSchema = z.object({ email, password: z.string().min(1).max(PASSWORD_MAX) });
export type SignInInput = z.infer<typeof signInSchema>;

export const profileSchema = z.strictObject({ name: z.string().trim().min(1).max(80).nullable().optional() });
export type ProfileInput = z.infer<typeof profileSchema>;

export const verifySchema = z.object({ token });
export const forgotSchema = z.object({ email });
export const resetSchema = z.object({ token, password: newPassword });
/** The own password once more, before what cannot be undone. */
export const confirmSchema = z.object({ password: z.string().min(1).max(PASSWORD_MAX).optional() });
