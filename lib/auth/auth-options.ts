import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { Limiter } from '@/lib/rate-limit';
import { cookieNames, cookieOptions } from './cookies';
import type { AuthWorld } from './session-cookie';
import { signInSchema } from './schema';
import { ABSOLUTE_MS, actorOfToken, signOut } from './sessions';
import { signInLimited } from './sign-in-limited';

declare module 'next-auth' {
  interface User {
    sessionToken?: string;
  }
  interface Session {
    user?: { id?: string; name?: string | null; email?: string | null };
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    /** Names the session row; the row decides whether the session lives. */
    sessionToken?: string;
  }
}

export interface AuthOptionsInput {
  ctx: Ctx;
  world: AuthWorld;
  limiter: Limiter;
  userAgent: string | null;
  /** The session token this browser holds now. */
  replaces: string | null;
  /** Told of a failure that NextAuth would turn into a redirect; the door answers it itself. */
  onFailure: (failure: Error) => void;
}

function credentials({ ctx, limiter, userAgent, replaces, onFailure }: AuthOptionsInput) {
  return CredentialsProvider({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given) {
      const input = signInSchema.safeParse(given);
      if (!input.success) return null;
      try {
        const { user, token } = await signInLimited({ ctx, limiter, input: { ...input.data, userAgent, replaces } });
        return { id: user.id, email: user.email, name: user.name, sessionToken: token };
      } catch (failure) {
        if (!(failure instanceof AppError && failure.code === 'unauthenticated')) onFailure(failure as Error);
        return null;
      }
    },
  });
}

/** Where NextAuth may send people: only to pages of this hub. */
export function ownAddress(url: string, baseUrl: string): string {
  const target = URL.parse(url, baseUrl);
  return target && target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
}

/** NextAuth for one request: its tokens only carry the name of our own session row. */
export function authOptions(input: AuthOptionsInput): NextAuthOptions {
  const { ctx, world } = input;
  const names = cookieNames(world.env);
  const options = cookieOptions(names.secure);
  return {
    secret: world.secret,
    session: { strategy: 'jwt', maxAge: ABSOLUTE_MS / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    providers: [credentials(input)],
    callbacks: {
      async jwt({ token, user }) {
        if (user) return { ...token, sessionToken: user.sessionToken };
        // A revoked session ends here: NextAuth answers "no session" and clears its cookie.
        if (!token.sessionToken || !(await actorOfToken(ctx, token.sessionToken))) throw new Error('session ended');
        return token;
      },
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
      redirect: ({ url, baseUrl }) => ownAddress(url, baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sessionToken) await signOut({ ctx, input: { token: token.sessionToken } });
      },
    },
    logger: {
      error: (code, metadata) =>
        ctx.log.debug(
          { code, requestId: ctx.requestId, detail: metadata instanceof Error ? metadata.message : undefined },
          'next-auth',
        ),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
