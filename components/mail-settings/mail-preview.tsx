"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { stylePreviewQuery } from "@/components/mail-settings/api";
import { sendersQuery } from "@/components/senders/api";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import type { PreviewStyle } from "@/lib/mail-layout/schema";

type Look = Pick<PreviewStyle, "color" | "postalAddress" | "logoId">;

const CHOICES = {
  scheme: { label: "Look", options: { light: "Light", dark: "Dark" } },
  width: { label: "Screen", options: { wide: "Wide", narrow: "Narrow" } },
  kind: { label: "Kind", options: { treatment: "Answer", marketing: "News" } },
  language: { label: "Language", options: { en: "English", es: "Spanish" } },
} as const;
type Choice = keyof typeof CHOICES;
type View = { [K in Choice]: keyof (typeof CHOICES)[K]["options"] };

const FIRST: View = { scheme: "light", width: "wide", kind: "treatment", language: "en" };

/** A mail as patients would see it, in a frame that can do nothing: light, dark, and on a phone. */
export function MailPreview({ look, replyTo }: { look: Look; replyTo: string }) {
  const [view, setView] = useState(FIRST);
  const { width, ...asked } = view;
  const { data, error } = useQuery({
    ...stylePreviewQuery({ ...look, ...asked }),
    placeholderData: keepPreviousData,
  });
  const { data: senders } = useQuery(sendersQuery);
  const from = senders?.items.find(({ channel, isDefault }) => channel === "EMAIL" && isDefault);
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {(Object.keys(CHOICES) as Choice[]).map((choice) => (
          <SegmentedControl<string>
            key={choice}
            label={CHOICES[choice].label}
            value={view[choice]}
            onChange={(chosen) => setView({ ...view, [choice]: chosen })}
            options={Object.entries(CHOICES[choice].options).map(([value, label]) => ({ value, label }))}
          />
        ))}
      </div>
      {from && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm [overflow-wrap:anywhere]">
          <dt className="text-muted">From</dt>
          <dd>
            {from.displayName && `${from.displayName} `}&lt;{from.address}&gt;
          </dd>
          {replyTo !== "" && (
            <>
              <dt className="text-muted">Reply to</dt>
              <dd>{replyTo}</dd>
            </>
          )}
        </dl>
      )}
      {error && <p role="alert">The preview cannot be shown: {error.message}</p>}
      {!data && !error && <Skeleton className="h-96 w-full" />}
      {data && (
        <iframe
          title="Mail from the clinic, as an example"
          sandbox=""
          srcDoc={data.html}
          className="h-[30rem] max-w-full rounded-lg border"
          style={{ width: width === "narrow" ? 360 : "100%" }}
        />
      )}
    </section>
  );
}
