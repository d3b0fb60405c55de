"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { sendingQuery } from "@/components/sending/api";
import { stopperOf } from "@/components/sending/words";
import { useCommand } from "@/components/shell/use-command";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";

/** Tells everybody that nothing goes out, by whose will or by which fault. Silent while all is well. */
export function EngineBanner() {
  const { data } = useQuery({ ...sendingQuery, enabled: useMay("engine.read") });
  const canLift = useMay("settings.write");
  const router = useRouter();
  useCommand({
    label: data?.stopped ? "Let messages go out again" : "Stop all sending",
    keywords: ["emergency", "pause", "halt"],
    run: () => router.push("/settings/sending"),
    enabled: canLift,
  });
  if (!data) return null;
  const { stopped, trouble, unknownWords } = data;
  return (
    <>
      {stopped && (
        <Banner
          tone="danger"
          flush
          title="All sending is stopped."
          action={
            canLift && (
              <Link href="/settings/sending" className={buttonClass("secondary", "sm")}>
                Open
              </Link>
            )
          }
        >
          <p>
            {stopperOf(stopped)} stopped it <RelativeTime at={stopped.since} />: {stopped.reason}
            <span className="block">What you write is kept and goes out when sending goes on.</span>
          </p>
        </Banner>
      )}
      {!stopped &&
        trouble.map((words) => (
          <Banner key={words} tone="warning" flush>
            {words}
          </Banner>
        ))}
      {unknownWords > 0 && (
        <Banner
          tone="warning"
          flush
          live="polite"
          action={
            <Link href="/settings/webhooks?show=unknown" className={buttonClass("secondary", "sm")}>
              Look
            </Link>
          }
        >
          A vendor told us something in words that the hub does not know. It is kept, and nothing was done.
        </Banner>
      )}
    </>
  );
}
