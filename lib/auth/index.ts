export { authOptions, ownAddress, type AuthOptionsInput } from './auth-options';
export { cookieNames, cookieOptions, publicUrl, type AuthEnv, type CookieNames } from './cookies';
export { closeAccount } from './close-account';
export { confirmPassword } from './confirm-password';
export { forgotPassword } from './forgot-password';
export { getMe, updateMe, type UserView } from './me';
export { normalizeEmail } from './normalize-email';
export { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';
export { rememberedActor } from './remembered-actor';
export { registerUser, type NewUser } from './register-user';
export { requestVerification } from './request-verification';
export { resetPassword } from './reset-password';
export {
  confirmSchema,
  forgotSchema,
  profileSchema,
  registerSchema,
  resetSchema,
  signInSchema,
  verifySchema,
  type ProfileInput,
  type RegisterInput,
  type SignInInput,
} from './schema';
export { seedOperator } from './seed-operator';
export { actorFromCookies, sealToken, tokenInCookie, type AuthWorld } from './session-cookie';
export { ABSOLUTE_MS, listSessions, revokeSession, signOut, type SessionView } from './sessions';
export { setSessionCookie } from './set-session-cookie';
export { signIn, type SignedIn } from './sign-in';
export { signInLimited } from './sign-in-limited';
export { verifyEmail } from './verify-email';
