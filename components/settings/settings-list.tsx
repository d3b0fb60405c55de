"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useMe } from "@/components/staff/me";
import type { Permission } from "@/lib/auth/permissions";

interface Place {
  href: string;
  title: string;
  hint: string;
  /** Default: everybody who may see how the engine stands. */
  permission?: Permission;
}

/** Every page of settings that exists. */
const PLACES: readonly Place[] = [
  {
    href: "/settings/policy",
    title: "Rules",
    hint: "Quiet hours, daily limits, private words, and what happens when nothing is heard.",
  },
  {
    href: "/settings/opening",
    title: "Opening hours",
    hint: "When the clinic is open, and the days on which it is closed.",
  },
  {
    href: "/settings/replies",
    title: "Automatic replies",
    hint: "What patients hear after hours, words of an emergency, and who is on call.",
    permission: "settings.write",
  },
  {
    href: "/settings/sending",
    title: "Sending",
    hint: "Stop everything that has not left yet, and let it go again.",
    permission: "settings.write",
  },
  {
    href: "/settings/senders",
    title: "Senders",
    hint: "The clinic's numbers and addresses, what each is for, and how it stands with the carriers.",
  },
  {
    href: "/settings/mail",
    title: "Mail",
    hint: "Colour, logo and address of the clinic's mail, and where answers go.",
    permission: "settings.write",
  },
  {
    href: "/settings/setup",
    title: "Setup health",
    hint: "The mail domain, the providers' events, registrations and agreements: what is to be mended, in words.",
    permission: "settings.write",
  },
  {
    href: "/settings/providers",
    title: "Providers",
    hint: "Who carries texts and email, how well, who steps in, and the clinic's own accounts.",
  },
  {
    href: "/settings/incidents",
    title: "Privacy incidents",
    hint: "What reached somebody it was not for: assessed within 60 days.",
    permission: "incident.manage",
  },
  {
    href: "/settings/webhooks",
    title: "Webhooks",
    hint: "What the vendors told the hub, what came of it, and what could not be applied.",
    permission: "settings.write",
  },
];

export function SettingsList() {
  const { permissions } = useMe();
  const shown = PLACES.filter(({ permission }) => !permission || permissions.includes(permission));
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Settings</h1>
      <ul className="divide-y rounded-lg border">
        {shown.map(({ href, title, hint }) => (
          <li key={href}>
            <Link
              href={href}
              className="focus-inset flex items-center gap-3 px-3 py-3 hover:bg-surface-hover"
            >
              <span className="flex-1">
                <span className="block font-medium">{title}</span>
                <span className="text-muted">{hint}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
