"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { stylePreviewQuery } from "@/components/mail-settings/api";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import type { PreviewStyle } from "@/lib/mail-layout/schema";

type Look = Pick<PreviewStyle, "color" | "postalAddress" | "logoId">;

/** A mail as patients would see it, in a frame that can do nothing: light, dark, and on a phone. */
export function MailPreview({ look }: { look: Look }) {
  const [scheme, setScheme] = useState<PreviewStyle["scheme"]>("light");
  const [width, setWidth] = useState<"wide" | "narrow">("wide");
  const [kind, setKind] = useState<PreviewStyle["kind"]>("treatment");
  const [language, setLanguage] = useState<PreviewStyle["language"]>("en");
  const { data, error } = useQuery({
    ...stylePreviewQuery({ ...look, scheme, kind, language }),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <SegmentedControl
          label="Look"
          value={scheme}
          onChange={setScheme}
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <SegmentedControl
          label="Screen"
          value={width}
          onChange={setWidth}
          options={[
            { value: "wide", label: "Wide", icon: <Monitor aria-hidden /> },
            { value: "narrow", label: "Narrow", icon: <Smartphone aria-hidden /> },
          ]}
        />
        <SegmentedControl
          label="Kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: "treatment", label: "Answer" },
            { value: "marketing", label: "News" },
          ]}
        />
        <SegmentedControl
          label="Language"
          value={language}
          onChange={setLanguage}
          options={[
            { value: "en", label: "English" },
            { value: "es", label: "Spanish" },
          ]}
        />
      </div>
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
