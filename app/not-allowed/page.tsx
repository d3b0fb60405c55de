import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not allowed" };

/** Shows no data, so it asks for no permission: whoever lacks one must still be able to read why. */
export default function NotAllowedPage() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-2 p-6">
      <h1 className="text-xl font-semibold">Your role does not open this page</h1>
      <p className="text-muted">
        Nothing is wrong with your account. If your work needs this page, ask your clinic's admin for a role
        that has it.
      </p>
      <p className="mt-3">
        <Link href="/inbox" className={buttonClass("primary")}>
          Go to the inbox
        </Link>
      </p>
    </main>
  );
}
