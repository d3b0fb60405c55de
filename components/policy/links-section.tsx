"use client";

import { NumberFields } from "@/components/policy/number-fields";
import { PolicySection } from "@/components/policy/policy-section";
import type { PolicyForm } from "@/components/policy/use-policy-form";
import { LINK_DAYS, TOPIC } from "@/components/policy/words";
import { Checkbox } from "@/components/ui/checkbox";
import type { Category } from "@/prisma/generated/enums";

/** Whether addresses in texts leave under short ones of our own, for which topics not, and for how long. */
export function LinksSection({ form }: { form: PolicyForm }) {
  const { on, except } = form.policy.shortLinks;
  return (
    <PolicySection title="Links in texts" hint="Short ones cost fewer segments, and you see who opened them.">
      <Checkbox
        label="Addresses in texts go out under short links"
        checked={on}
        onChange={(next) => form.change("shortLinks.on", next)}
      />
      {on && (
        <>
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 font-medium">But they stay as written in texts about</legend>
            {(Object.keys(TOPIC) as Category[]).map((topic) => (
              <Checkbox
                key={topic}
                label={TOPIC[topic].replace(/^./, (first) => first.toUpperCase())}
                checked={except.includes(topic)}
                onChange={(stays) =>
                  form.change(
                    "shortLinks.except",
                    stays ? [...except, topic] : except.filter((one) => one !== topic),
                  )
                }
              />
            ))}
          </fieldset>
          <NumberFields form={form} settings={[LINK_DAYS]} />
        </>
      )}
    </PolicySection>
  );
}
