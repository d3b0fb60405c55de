"use client";

import { useQuery } from "@tanstack/react-query";
import { AlarmClock, ChevronDown, UserRound, UserRoundMinus, Users } from "lucide-react";
import { useState } from "react";
import type { Triage } from "@/components/conversations/use-triage";
import { momentWords, usualMoments } from "@/components/conversations/wall-time";
import { useShortcut } from "@/components/shell/shortcuts";
import { colleaguesQuery } from "@/components/staff/api";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { useNow, useZone } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { ConversationView } from "@/lib/conversations/schema";

type Thread = Pick<ConversationView, "id" | "assignee" | "team" | "status">;

/** Whose thread it is, and the way to give it to somebody (`a`). */
export function AssignMenu({
  thread,
  triage,
  disabled,
}: {
  thread: Thread;
  triage: Triage;
  disabled: boolean;
}) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { data, isPending } = useQuery({ ...colleaguesQuery, enabled: open });
  useShortcut("a", "Assign…", () => setOpen(true), { group: "Threads", enabled: !disabled });
  const { id, assignee, team } = thread;
  const holder = assignee === null ? null : assignee.id === me.id ? "Assigned to you" : assignee.name;
  const words = [holder, team?.name].filter(Boolean).join(" · ") || "Unassigned";
  const others = data?.items.filter((each) => each.id !== me.id) ?? [];
  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          size="sm"
          variant="quiet"
          disabled={disabled}
          className="-ml-2 min-w-0 text-muted"
          aria-keyshortcuts="A"
          title="Assign (A)"
        >
          <span className="truncate">{words}</span>
          {!disabled && <ChevronDown aria-hidden className="size-3.5" />}
        </Button>
      }
    >
      {assignee?.id !== me.id && (
        <MenuItem icon={<UserRound aria-hidden />} keys="i" onSelect={() => triage.claim(id)}>
          Assign to me
        </MenuItem>
      )}
      {assignee !== null && (
        <MenuItem icon={<UserRoundMinus aria-hidden />} onSelect={() => triage.assign(id, null)}>
          Hand it back to everybody
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>{isPending ? "Loading colleagues…" : "Colleagues"}</MenuLabel>
      {others.map((each) => (
        <MenuItem
          key={each.id}
          disabled={each.id === assignee?.id}
          onSelect={() => triage.assign(id, { id: each.id, name: each.name })}
        >
          {each.name} <span className="text-muted">{each.roleName}</span>
        </MenuItem>
      ))}
      {(data?.teams.length ?? 0) > 0 && (
        <>
          <MenuSeparator />
          <MenuLabel>Teams: whoever of them takes it</MenuLabel>
          {data?.teams.map((each) => (
            <MenuItem
              key={each.id}
              icon={<Users aria-hidden />}
              disabled={each.id === team?.id && assignee === null}
              onSelect={() => triage.giveTo(id, each)}
            >
              {each.name}
            </MenuItem>
          ))}
          {team !== null && (
            <MenuItem onSelect={() => triage.giveTo(id, null)}>No longer for {team.name}</MenuItem>
          )}
        </>
      )}
    </Menu>
  );
}

/** The times to which a thread is put away; a new message from the patient brings it back sooner. */
export function SnoozeItems({
  id,
  triage,
  onLeave,
}: {
  id: string;
  triage: Triage;
  onLeave: (id: string) => void;
}) {
  const zone = useZone();
  const now = useNow();
  return (
    <>
      <MenuLabel>Snooze: back then, or sooner when they write</MenuLabel>
      {usualMoments(now, zone).map((moment) => (
        <MenuItem
          key={moment.label}
          onSelect={() => {
            onLeave(id);
            triage.snooze(id, moment.at);
          }}
        >
          {moment.label} <span className="figures text-muted">{momentWords(moment.at, now, zone)}</span>
        </MenuItem>
      ))}
    </>
  );
}

/** Puts a thread away until later (`s`). */
export function SnoozeMenu(props: { id: string; triage: Triage; onLeave: (id: string) => void }) {
  const [open, setOpen] = useState(false);
  useShortcut("s", "Snooze…", () => setOpen(true), { group: "Threads" });
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label="Snooze" keys="s" icon={<AlarmClock aria-hidden />} />}
    >
      <SnoozeItems {...props} />
    </Menu>
  );
}
