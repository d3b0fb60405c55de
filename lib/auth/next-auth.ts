import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { LIFETIME_MS } from "@/lib/auth/rules";
import { endSession, findStaffByEmail, startSession } from "@/lib/auth/sessions";
import { signIn } from "@/lib/auth/sign-in";
import { type Env, env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { ports } from "@/lib/ports";

interface SignedIn extends User {
  sid?: string;
}

interface OpenIdProfile {
  sub: string;
  name?: string;
  email?: string;
  email_verified?: boolean | string;
}

/** next-auth for this request. The token it writes carries a session's id and nothing about a person. */
export function authOptions(request: Request): AuthOptions {
  const { oidc, publicUrl, authSecret } = env();
  const userAgent = request.headers.get("user-agent");
  const maxAge = LIFETIME_MS / 1000;
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge },
    useSecureCookies: publicUrl.startsWith("https://"),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [password(userAgent), ...(oidc ? [openId(oidc)] : [])],
    callbacks: {
      signIn: async ({ account, profile }) =>
        account?.provider !== "oidc" || (await vouched(profile)) !== null,
      jwt: async ({ token, user, account, profile }) => {
        if (account?.provider === "oidc") {
          const staff = await vouched(profile);
          return staff ? { sid: await startSession(staff, "openid", userAgent) } : {};
        }
        const { sid } = user ? (user as SignedIn) : token;
        return typeof sid === "string" ? { sid } : {};
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSession(token.sid);
      },
    },
    logger: {
      error: (code, cause) => log.error("next_auth", cause, { code }),
      warn: (code) => log.warn("next_auth", { code }),
      debug: () => undefined,
    },
  };
}

function password(userAgent: string | null) {
  return CredentialsProvider({
    id: "credentials",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given): Promise<SignedIn | null> => {
      // next-auth also takes JSON, where a field may be anything.
      const [email, secret] = [given?.email, given?.password].map((each) =>
        typeof each === "string" ? each : "",
      );
      const answer = await signIn({ email: email ?? "", password: secret ?? "", userAgent }).catch(crowded);
      if (answer.kind === "in") return { id: answer.staffId, sid: answer.sid };
      if (answer.kind === "wrong") return null;
      const left = Math.ceil((answer.until.getTime() - ports().clock().getTime()) / 60_000);
      // next-auth hands an error's message to the page as ?error=.
      throw new Error(`locked:${left}`);
    },
  });
}

/** next-auth hands an error's message to the page; only this one is for a person. */
function crowded(cause: unknown): never {
  throw cause instanceof AppError && cause.code === "rate_limited" ? new Error("crowded") : cause;
}

function openId({ issuer, clientId, clientSecret }: NonNullable<Env["oidc"]>): OAuthConfig<OpenIdProfile> {
  return {
    id: "oidc",
    name: "your organization",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** The staff member behind an identity provider's word, which counts only for an address it has verified. */
async function vouched(profile: object | undefined) {
  const { email, email_verified: verified } = (profile ?? {}) as Partial<OpenIdProfile>;
  if (!email || String(verified) !== "true") return null;
  return findStaffByEmail(email);
}
