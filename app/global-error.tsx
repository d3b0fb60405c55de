"use client";

import "@/app/globals.css";
import ErrorPage from "@/app/error";

/** Replaces the whole document when even the frame could not be drawn, so it brings its own. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>This screen could not be shown</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
