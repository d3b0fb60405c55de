"use client";

import { buttonClass } from "@/components/ui/button";

/** What went wrong stays on the server; the digest is all that ties this screen to its line in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-md flex-col justify-center gap-2 p-6">
      <h1 className="text-xl font-semibold">This screen could not be shown</h1>
      <p>
        Messages you sent before this are safe and go on by themselves. A draft that says “Saved” is kept.
        Please do not send anything a second time before you have looked at the thread.
      </p>
      <p className="text-muted">Try again. If it stays like this, tell your administrator the code below.</p>
      {error.digest !== undefined && <p className="figures font-mono text-sm text-muted">{error.digest}</p>}
      <p className="mt-3 flex flex-wrap gap-2">
        <button type="button" onClick={reset} className={buttonClass("primary")}>
          Try again
        </button>
        <a href="/inbox" className={buttonClass("secondary")}>
          Go to the inbox
        </a>
      </p>
    </main>
  );
}
