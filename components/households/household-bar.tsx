"use client";

import { Users } from "lucide-react";
import { useHousehold } from "@/components/households/filing";
import { filedWords, sharedWords } from "@/components/households/words";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuChoice } from "@/components/ui/menu";
import type { MemberView } from "@/lib/households/schema";
import type { MessageView } from "@/lib/messages/schema";

export interface HouseholdBarProps {
  shown: string;
  /** The newest message that came in. */
  newest: MessageView | undefined;
  /** Whom the composer writes about. */
  about: string;
  onAbout: (patientId: string) => void;
}

/** More people than there are keys in reach are chosen by the mouse. */
const KEYS = 9;

/** Over the composer of a shared phone: who shares it, whom the newest text is about, and whom the answer is about. */
export default function HouseholdBar({ shown, newest, about, onAbout }: HouseholdBarProps) {
  const household = useHousehold();
  if (household === null) return null;
  const { members, nameOf, file } = household;
  const filed = newest?.patientId;
  return (
    <section aria-label="Shared phone" className="shrink-0 border-t bg-surface-sunken px-4 py-2">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-1.5">
        <p className="flex items-start gap-2 text-sm">
          <Users aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span>
            {sharedWords(members, shown)}{" "}
            {newest !== undefined && filedWords(newest, nameOf(newest.patientId))}
          </span>
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          {newest !== undefined && file !== null && (
            <fieldset className="flex flex-wrap items-center gap-1">
              <legend className="sr-only">The newest message is about</legend>
              {members.map((member, at) => (
                <Choice
                  key={member.patientId}
                  member={member}
                  number={at + 1}
                  pressed={member.patientId === filed}
                  guessed={member.patientId === filed && newest.filing?.guess != null}
                  onChoose={() => file(newest, member.patientId)}
                />
              ))}
            </fieldset>
          )}
          <span className="ml-auto flex items-center gap-1 text-sm text-muted">
            You write about
            <Menu
              align="end"
              trigger={
                <Button size="sm" aria-label={`You write about ${nameOf(about)}. Change`}>
                  {nameOf(about)}
                </Button>
              }
            >
              <MenuChoice
                label="Write about"
                value={about}
                onChange={onAbout}
                options={members.map((one) => ({ value: one.patientId, label: one.name }))}
              />
            </Menu>
          </span>
        </div>
      </div>
    </section>
  );
}

function Choice({
  member,
  number,
  pressed,
  guessed,
  onChoose,
}: {
  member: MemberView;
  number: number;
  pressed: boolean;
  guessed: boolean;
  onChoose: () => void;
}) {
  useShortcut(String(number), `File the newest message to ${member.name}`, onChoose, {
    group: "Shared phone",
    enabled: number <= KEYS,
  });
  return (
    <Button
      size="sm"
      aria-pressed={pressed}
      onClick={onChoose}
      className={cn(pressed && "border-accent bg-accent-soft", guessed && "border-dashed")}
    >
      {number <= KEYS && <Kbd keys={String(number)} />}
      {member.name}
      {guessed && <span>?</span>}
    </Button>
  );
}
