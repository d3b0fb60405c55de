import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-2 p-6">
      <h1 className="text-xl font-semibold">This page is not here</h1>
      <p className="text-muted">
        The address may be mistyped, the thing it led to may have been removed, or it belongs to another
        clinic.
      </p>
      <p className="mt-3">
        <Link href="/inbox" className={buttonClass("primary")}>
          Go to the inbox
        </Link>
      </p>
    </main>
  );
}
