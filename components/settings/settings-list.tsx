import { ChevronRight } from "lucide-react";
import Link from "next/link";

/** Every page of settings that exists. */
const PLACES = [
  {
    href: "/settings/sending",
    title: "Sending",
    hint: "Stop everything that has not left yet, and let it go again.",
  },
  {
    href: "/settings/providers",
    title: "Providers",
    hint: "Who carries texts and email, how well, and who steps in.",
  },
];

export function SettingsList() {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Settings</h1>
      <ul className="divide-y rounded-lg border">
        {PLACES.map(({ href, title, hint }) => (
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
