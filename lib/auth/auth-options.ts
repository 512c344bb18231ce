import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { cookieNames, cookieOptions } from './cookies';
import { normalizeEmail } from './normalize-email';
import type { AuthWorld } from './session-cookie';
import { signInSchema } from './schema';
import { ABSOLUTE_MS, actorOfToken, signOut } from './sessions';
import { signIn } from './sign-in';

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
  userAgent: string | null;
  /** Counts a try to enter this account. */
  assertAccountLimit: (account: string) => Promise<void>;
}

/** NextAuth for one request: its tokens only carry the name of our own session row. */
export function authOptions({ ctx, world, userAgent, assertAccountLimit }: AuthOptionsInput): NextAuthOptions {
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
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials) {
          const input = signInSchema.safeParse(credentials);
          if (!input.success) return null;
          try {
            await assertAccountLimit(normalizeEmail(input.data.email));
            const { user, token } = await signIn({ ctx, input: { ...input.data, userAgent } });
            return { id: user.id, email: user.email, name: user.name, sessionToken: token };
          } catch (error) {
            if (error instanceof AppError && error.code === 'unauthenticated') return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        if (user) return { ...token, sessionToken: user.sessionToken };
        // A revoked session ends here: NextAuth answers "no session" and clears its cookie.
        if (!token.sessionToken || !(await actorOfToken(ctx, token.sessionToken))) throw new Error('session ended');
        return token;
      },
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sessionToken) await signOut({ ctx, input: { token: token.sessionToken } });
      },
    },
    logger: {
      error: (code, metadata) => ctx.log.info({ code, requestId: ctx.requestId, metadata: String(metadata) }, 'next-auth'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
