import { Banner } from "@/components/ui/banner";

const words = {
  idle: "You were signed out after an hour without a sign of you. Sign in to go on where you were.",
  ended: "Your session has ended. Sign in to go on where you were.",
  stranger: "Your organization knows you, but nobody here has that email address. Ask your admin to add you.",
  failed: "Signing in did not work. Please try again.",
};

/** Why someone is (still) on the sign-in page: `why` is ours, `error` comes from next-auth. */
export function SignInNotice({ why, error }: { why: string | undefined; error: string | undefined }) {
  const reason =
    error === "AccessDenied" ? "stranger" : error ? "failed" : why === "idle" || why === "ended" ? why : null;
  if (reason === null) return null;
  return <Banner tone={error ? "danger" : "neutral"}>{words[reason]}</Banner>;
}
