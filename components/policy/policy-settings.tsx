"use client";

import { useQuery } from "@tanstack/react-query";
import { policyQuery } from "@/components/policy/api";
import { LinksSection } from "@/components/policy/links-section";
import { NumberFields } from "@/components/policy/number-fields";
import { PolicySection } from "@/components/policy/policy-section";
import { QuietSection } from "@/components/policy/quiet-section";
import { SaveBar } from "@/components/policy/save-bar";
import { TrackingSection } from "@/components/policy/tracking-section";
import { usePolicyForm } from "@/components/policy/use-policy-form";
import { FALLBACKS, LIMITS, REPLIES, RETRIES, SECURE_DAYS } from "@/components/policy/words";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import type { PolicyView } from "@/lib/policy/schema";

/** Every rule of the clinic within its safe limits. Admins change them; everybody may know them. */
export function PolicySettings() {
  const { data, error, refetch } = useQuery(policyQuery);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Rules</h1>
      {error && !data && (
        <Banner
          tone="danger"
          live="polite"
          title="The rules cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-96 w-full" />}
      {data && <Rules stands={data} />}
    </div>
  );
}

function Rules({ stands }: { stands: PolicyView }) {
  const mayChange = useMay("settings.write");
  const form = usePolicyForm(stands);
  return (
    <>
      <p className="max-w-reading text-muted">
        {mayChange
          ? "What every message is asked before it goes. What you save binds everything that has not left yet."
          : "What every message is asked before it goes. An admin can change these."}
      </p>
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-6">
        <QuietSection form={form} />
        <PolicySection title="Answers" hint="When a patient has just written, a person may be waiting.">
          <NumberFields form={form} settings={REPLIES} />
        </PolicySection>
        <PolicySection
          title="How many"
          hint="Nobody is flooded, whoever sends. Answers to STOP, START and HELP are never counted."
        >
          <NumberFields form={form} settings={LIMITS} />
        </PolicySection>
        <PolicySection
          title="Private words"
          hint="Diagnoses, drugs, results and numbers that tell who somebody is."
        >
          <Checkbox
            label="Always behind a secure link"
            hint="Also for patients who accept the risk of texts. Otherwise staff are warned and decide."
            checked={form.policy.phi.strict}
            onChange={(strict) => form.change("phi.strict", strict)}
          />
          <NumberFields form={form} settings={[SECURE_DAYS]} />
        </PolicySection>
        <LinksSection form={form} />
        <TrackingSection form={form} />
        <PolicySection
          title="When nothing is heard"
          hint="How long a message may stay silent before its next way is tried."
        >
          <NumberFields form={form} settings={FALLBACKS} />
        </PolicySection>
        <PolicySection title="Trying again" hint="After a failure that is likely to pass.">
          <NumberFields form={form} settings={RETRIES} />
        </PolicySection>
      </fieldset>
      {mayChange && <SaveBar form={form} />}
    </>
  );
}
