import { RotateCw } from "lucide-react";
import Link from "next/link";
import { counted } from "@/components/bulk/words";
import { buttonClass } from "@/components/ui/button";
import type { BulkDetail } from "@/lib/bulk/schema";

/** One click to the check of the same message for those it did not reach; nothing while it goes, or when nobody is left. */
export function AgainButton({ bulk }: { bulk: BulkDetail }) {
  if (!bulk.again) return null;
  const { failed, excluded, unknown } = bulk.again;
  const missed = failed + excluded;
  return (
    <Link href={`/bulk/new?again=${bulk.id}`} className={buttonClass("secondary", "md")}>
      <RotateCw aria-hidden className="size-4" />
      {missed > 0
        ? missed === 1
          ? "Send again to this one"
          : `Send again to these ${missed.toLocaleString("en-US")}`
        : `Send again to ${counted(unknown, "patient")} who may have it`}
    </Link>
  );
}

const link = "underline underline-offset-2 hover:text-text";

/** What it went again for, and what went again for it. */
export function AgainLine({ bulk: { againOf, again, sentAgain } }: { bulk: BulkDetail }) {
  if (!againOf && !again && sentAgain.length === 0) return null;
  const told = (count: number, words: string) =>
    count > 0 ? [`${count.toLocaleString("en-US")} ${words}`] : [];
  const missed = again ? [...told(again.failed, "not delivered"), ...told(again.excluded, "left out")] : [];
  const unsure = again ? told(again.unknown, "may have it") : [];
  return (
    <p className="text-muted text-sm">
      {missed.length > 0 && `Did not get it: ${missed.join(", ")}. `}
      {unsure.length > 0 && `${unsure.join()}. `}
      {againOf && (
        <>
          For those whom{" "}
          <Link href={`/bulk/${againOf.id}`} className={link}>
            {againOf.name}
          </Link>{" "}
          did not reach.{" "}
        </>
      )}
      {sentAgain.length > 0 && "Sent again: "}
      {sentAgain.map((one, index) => (
        <span key={one.id}>
          {index > 0 && ", "}
          <Link href={`/bulk/${one.id}`} className={link}>
            {one.name}
          </Link>
        </span>
      ))}
      {sentAgain.length > 0 && "."}
    </p>
  );
}
