"use client";

import { useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import type { WritingChannel } from "@/components/messages/use-draft";
import { policyQuery } from "@/components/policy/api";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuSeparator } from "@/components/ui/menu";
import { spanWords } from "@/lib/messages/words/spans";

/** What comes after the first way: nothing, the other one when it fails, or the other one already when it has to wait. */
export type NextWay = "none" | "fails" | "waits";

/** Minutes of silence after which the other way starts; null: as the clinic's rules say. */
export type Patience = number | null;

/** What the composer was told about the ways. */
export interface Plan {
  next: NextWay;
  patience: Patience;
}

const NAME = { SMS: "text", EMAIL: "email", IN_APP: "portal message" } as const;

const ANY = ["none", "fails", "waits"] as const;
/** Nothing holds what is put into the portal. */
const NEVER_WAITS = ["none", "fails"] as const;

/** Spans people choose between; the API takes any from 5 minutes on. */
const SPANS = [5, 15, 30, 60, 240, 1_440, 2_880];

export const otherWay = (channel: WritingChannel): WritingChannel => (channel === "SMS" ? "EMAIL" : "SMS");

const capital = (word: string) => word.replace(/^./, (first) => first.toUpperCase());

/** The small control beside the channel: whether another way follows, and after how long. */
export function PlanMenu({
  channel,
  plan: { next, patience, setNext, setPatience },
}: {
  channel: WritingChannel;
  plan: Plan & { setNext: (next: NextWay) => void; setPatience: (patience: Patience) => void };
}) {
  const { data } = useQuery({ ...policyQuery, staleTime: 300_000 });
  const [first, then] = [NAME[channel], NAME[otherWay(channel)]];
  const usual = data?.policy.fallbackMinutes[channel];
  const minutes = patience ?? usual;
  const after = minutes === undefined ? "" : ` in ${spanWords(minutes)}`;
  const words: Record<NextWay, string> = {
    none: `${capital(first)} only`,
    fails: `${capital(first)}, then ${then} if it ${channel === "IN_APP" ? "is not opened" : "does not arrive"}${after}`,
    waits: `${capital(first)}, or ${then} at once if it has to wait`,
  };
  const short = { none: words.none, fails: `Then ${then}`, waits: `Or ${then}` }[next];
  const most = (data?.policy.giveUpHours ?? 0) * 60;
  const spans = SPANS.filter((span) => span < most && span !== usual);
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
        onChange={setNext}
        options={(channel === "IN_APP" ? NEVER_WAITS : ANY).map((value) => ({ value, label: words[value] }))}
      />
      {next !== "none" && usual !== undefined && (
        <>
          <MenuSeparator />
          <MenuChoice
            label={`When does the ${then} start?`}
            value={String(patience ?? "rules")}
            onChange={(value) => setPatience(value === "rules" ? null : Number(value))}
            options={[
              { value: "rules", label: `After ${spanWords(usual)} of silence, the clinic's rule` },
              ...spans.map((span) => ({ value: String(span), label: `After ${spanWords(span)}` })),
            ]}
          />
        </>
      )}
    </Menu>
  );
}
