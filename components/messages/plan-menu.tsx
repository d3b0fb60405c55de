"use client";

import { useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import type { WritingChannel } from "@/components/messages/use-draft";
import { policyQuery } from "@/components/policy/api";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";

/** What comes after the first way: nothing, the other one when it fails, or the other one already when it has to wait. */
export type NextWay = "none" | "fails" | "waits";

const NAME = { SMS: "text", EMAIL: "email" } as const;

export const otherWay = (channel: WritingChannel): WritingChannel => (channel === "SMS" ? "EMAIL" : "SMS");

const capital = (word: string) => word.replace(/^./, (first) => first.toUpperCase());

/** A time as the clinic's rules give it: minutes up to two hours, then hours. */
export function spanWords(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** The small control beside the channel: whether another way follows, and after how long. */
export function PlanMenu({
  channel,
  next,
  onChange,
}: {
  channel: WritingChannel;
  next: NextWay;
  onChange: (next: NextWay) => void;
}) {
  const { data } = useQuery({ ...policyQuery, staleTime: 300_000 });
  const [first, then] = [NAME[channel], NAME[otherWay(channel)]];
  const minutes = data?.policy.fallbackMinutes[channel];
  const after = minutes === undefined ? "" : ` in ${spanWords(minutes)}`;
  const words: Record<NextWay, string> = {
    none: `${capital(first)} only`,
    fails: `${capital(first)}, then ${then} if it does not arrive${after}`,
    waits: `${capital(first)}, or ${then} at once if it has to wait`,
  };
  const short = { none: words.none, fails: `Then ${then}`, waits: `Or ${then}` }[next];
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <Button
          size="sm"
          variant="quiet"
          icon={<Route aria-hidden className="size-4" />}
          aria-label={`Ways: ${words[next]}`}
        >
          {short}
        </Button>
      }
    >
      <MenuChoice
        label="Which ways?"
        value={next}
        onChange={onChange}
        options={(["none", "fails", "waits"] as const).map((value) => ({ value, label: words[value] }))}
      />
    </Menu>
  );
}
