"use client";

import { PolicySection } from "@/components/policy/policy-section";
import type { PolicyForm } from "@/components/policy/use-policy-form";
import { TOPIC } from "@/components/policy/words";
import { Checkbox } from "@/components/ui/checkbox";
import type { Category } from "@/prisma/generated/enums";

const WATCHED = {
  opens: "Tell us when it is opened: email about",
  clicks: "Tell us when its links are followed: email about",
} as const;

/** Which kinds of mail tell when they are read. Care and appointments never, unless somebody ticks them here. */
export function TrackingSection({ form }: { form: PolicyForm }) {
  return (
    <PolicySection
      title="Watching email"
      hint="The mail company then learns who reads what. Leave care and appointments unwatched."
    >
      {(["opens", "clicks"] as const).map((what) => (
        <fieldset key={what} className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">{WATCHED[what]}</legend>
          {(Object.keys(TOPIC) as Category[]).map((topic) => {
            const chosen = form.policy.mailTracking[what];
            return (
              <Checkbox
                key={topic}
                label={TOPIC[topic].replace(/^./, (first) => first.toUpperCase())}
                checked={chosen.includes(topic)}
                onChange={(next) =>
                  form.change(
                    `mailTracking.${what}`,
                    next ? [...chosen, topic] : chosen.filter((one) => one !== topic),
                  )
                }
              />
            );
          })}
        </fieldset>
      ))}
    </PolicySection>
  );
}
