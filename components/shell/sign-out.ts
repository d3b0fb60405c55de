"use client";

import { dropAllBackups } from "@/components/messages/draft-backup";

/**
 * Ends the session and leaves through a full page load, so that nothing of a patient stays in memory or on this computer. Leaves even
 * when the server does not answer: the sign-in page then says so, and the screen is empty.
 */
export async function signOut(): Promise<void> {
  try {
    const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    await fetch("/api/auth/signout", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" }),
    });
  } finally {
    dropAllBackups();
    location.assign("/sign-in");
  }
}
