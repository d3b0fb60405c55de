"use client";

import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import type { PreviewAnswer } from "@/lib/messages/schema";
import { makePlain, nameOf, replaceable } from "@/lib/segments/rules";

type Measure = NonNullable<PreviewAnswer["rendered"]["SMS"]>;

/** How long the text is as the phone company counts it, what it costs, and which character makes it dear. */
export function SmsMeter({
  measure,
  words,
  onWords,
  focused,
}: {
  measure: Measure;
  words: string;
  onWords: (words: string) => void;
  focused: boolean;
}) {
  const makes = replaceable(measure.forcing);
  const replace = () => onWords(makePlain(words, makes));
  useShortcut("mod+.", "Replace special characters", replace, {
    group: "Composer",
    whileTyping: true,
    enabled: focused && makes.length > 0,
  });
  const cents = measure.cost * 100;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted" aria-live="off">
      <span
        className="figures"
        title={`${measure.encoding}: ${measure.encoding === "GSM-7" ? "160" : "70"} characters fit into one segment`}
      >
        {measure.segments} segment{measure.segments === 1 ? "" : "s"}, {cents.toFixed(cents < 10 ? 1 : 0)}¢
      </span>
      {measure.forcing[0] !== undefined && (
        <>
          <span>
            {nameOf(measure.forcing[0])}
            {new Set(measure.forcing).size > 1 && ` and ${new Set(measure.forcing).size - 1} more`} cut a
            segment to 70
          </span>
          {makes.length > 0 && (
            <Button
              size="sm"
              variant="quiet"
              className="-my-1 px-1.5 text-accent-text"
              onClick={replace}
              title="Ctrl ."
            >
              Replace
            </Button>
          )}
        </>
      )}
    </p>
  );
}
