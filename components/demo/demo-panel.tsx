"use client";

import { useQuery } from "@tanstack/react-query";
import { Mail, MessageSquareText, Monitor, Smartphone, X } from "lucide-react";
import { useState } from "react";
import { conversationQuery } from "@/components/conversations/api";
import { devicesQuery } from "@/components/demo/api";
import { showPhone } from "@/components/demo/use-phone";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";

type Device = "phone" | "mail";

/** *Be the patient*: the simulator's phone or mailbox of the person behind the thread, to answer from. */
export default function DemoPanel({ conversationId }: { conversationId: string }) {
  return (
    <section aria-labelledby="demo-panel" className="flex min-h-0 flex-1 flex-col bg-surface-sunken">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b px-4">
        <Smartphone aria-hidden className="size-4 shrink-0 text-muted" />
        <h2 id="demo-panel" className="min-w-0 flex-1 truncate font-semibold">
          Be the patient
        </h2>
        <IconButton label="Put the phone away" icon={<X />} onClick={() => showPhone(false)} />
      </header>
      <PatientDevices key={conversationId} conversationId={conversationId} />
    </section>
  );
}

/** The same without a frame of its own, for a sheet. */
export function PatientDevices({ conversationId }: { conversationId: string }) {
  const { data: devices, error } = useQuery(devicesQuery(conversationId));
  const lastChannel = useQuery(conversationQuery(conversationId)).data?.lastChannel ?? null;
  const [chosen, setChosen] = useState<Device | null>(null);
  if (error) {
    return (
      <EmptyState icon={<Smartphone />} title="The phone cannot be shown." className="flex-1">
        {error.message}
      </EmptyState>
    );
  }
  if (devices === undefined) {
    return (
      <div className="flex min-h-0 flex-1 p-4">
        <Skeleton className="min-h-0 flex-1 rounded-[2rem]" />
      </div>
    );
  }
  const first: Device =
    devices.phone === null || (lastChannel === "EMAIL" && devices.mail) ? "mail" : "phone";
  const device = chosen ?? first;
  const shown = devices[device];
  if (shown === null) {
    return (
      <EmptyState icon={<Smartphone />} title={`${devices.name} has no phone and no mail address here.`}>
        Add one in the patient's record.
      </EmptyState>
    );
  }
  const title = `${devices.name}: ${device === "phone" ? "phone" : "mailbox"} (simulator)`;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-sm text-muted">
          You are <strong className="font-semibold text-text">{devices.name}</strong>, {shown.shown}
        </p>
        {devices.portal !== null && (
          <a
            href="/portal/sign-in"
            target="_blank"
            rel="noopener"
            className="inline-flex items-center gap-1.5 py-1 text-sm font-medium text-accent-text underline"
          >
            <Monitor aria-hidden className="size-4" /> {`Be ${devices.portal} in the portal`}
          </a>
        )}
        {devices.phone !== null && devices.mail !== null && (
          <SegmentedControl
            label="Answer from"
            value={device}
            onChange={setChosen}
            options={[
              { value: "phone", label: "Phone", icon: <MessageSquareText /> },
              { value: "mail", label: "Email", icon: <Mail /> },
            ]}
          />
        )}
      </div>
      <div className="flex min-h-80 flex-1 overflow-hidden rounded-[2rem] border-8 border-border-strong bg-surface shadow-pop">
        <iframe key={shown.url} title={title} src={shown.url} className="size-full border-0 bg-surface" />
      </div>
    </div>
  );
}
