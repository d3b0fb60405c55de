"use client";

import { Button } from "@/components/ui/button";
import type { PreviewAnswer } from "@/lib/messages/schema";
import { nameOf, placeOf } from "@/lib/segments/rules";

export const REPLACE_KEYS = "Ctrl .";

/** The character that makes a text dear: by name, what it costs, and marked among its words. */
export function SmsForcing({
  measure,
  words,
  onReplace,
}: {
  measure: NonNullable<PreviewAnswer["rendered"]["SMS"]>;
  words: string;
  /** Null: it has no plain form. */
  onReplace: (() => void) | null;
}) {
  const { forcing, segments, plainSegments } = measure;
  const [first = "", ...others] = forcing;
  const place = placeOf(words, forcing);
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  const makes = others.length > 0 ? "make" : "makes";
  return (
    <>
      <span className="text-pretty">
        {nameOf(first)}
        {more}{" "}
        {plainSegments < segments
          ? `${makes} this ${segments} texts instead of ${plainSegments}`
          : `${others.length > 0 ? "cut" : "cuts"} a segment to 70 characters`}
      </span>
      {place !== null && (
        <span className="max-w-full truncate whitespace-pre rounded bg-surface-sunken px-1.5 text-text">
          {place.before}
          <mark className="mx-px rounded-sm bg-warning-soft px-1 font-semibold text-warning-text">
            {place.character}
          </mark>
          {place.after}
        </span>
      )}
      {onReplace && (
        <Button
          size="sm"
          variant="quiet"
          className="-my-1 px-1.5 text-accent-text"
          onClick={onReplace}
          title={REPLACE_KEYS}
        >
          Replace
        </Button>
      )}
    </>
  );
}
