"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Eye, Hand, PenLine, Reply, Smartphone, UsersRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { guideQuery, playColleague } from "@/components/demo/api";
import { useDemoMode } from "@/components/demo/mode";
import { showPhone, usePhone } from "@/components/demo/use-phone";
import { useShortcut } from "@/components/shell/shortcuts";
import { fetched } from "@/components/ui/fetched";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import type { ColleagueAct } from "@/lib/demo/schema";

const PatientDevices = lazy(
  fetched(() => import("@/components/demo/demo-panel").then((file) => ({ default: file.PatientDevices }))),
);

const done: Record<ColleagueAct, string> = {
  view: "is looking at this thread now.",
  type: "is typing in this thread now.",
  answer: "answered in this thread.",
  take: "took this thread.",
};

/** The demo's two buttons in a thread's header: *Be the patient* and *Play a colleague*. Nothing outside the demo. */
export function DemoActions({ conversationId }: { conversationId: string }) {
  return useDemoMode() ? <Actions conversationId={conversationId} /> : null;
}

function Actions({ conversationId }: { conversationId: string }) {
  const phone = usePhone();
  const toggle = () => showPhone(!phone.open);
  useShortcut("shift+p", "Be the patient", toggle, { group: "Demo" });
  return (
    <>
      <IconButton
        label="Be the patient"
        keys="shift+p"
        icon={<Smartphone />}
        pressed={phone.open}
        onClick={toggle}
      />
      <ColleagueMenu conversationId={conversationId} />
      <Sheet open={phone.over} onOpenChange={showPhone} title="Be the patient" side="right">
        <Suspense fallback={<Skeleton className="h-96 w-full" />}>
          <PatientDevices conversationId={conversationId} />
        </Suspense>
      </Sheet>
    </>
  );
}

function ColleagueMenu({ conversationId }: { conversationId: string }) {
  const colleague = useQuery(guideQuery).data?.colleague ?? null;
  const play = useMutation({
    mutationFn: (act: ColleagueAct) => playColleague({ conversationId, act }),
    onSuccess: ({ name }, act) => notify({ title: `${name} ${done[act]}` }),
    onError: (error) => notify({ tone: "danger", title: error.message }),
  });
  if (colleague === null) return null;
  return (
    <Menu
      trigger={<IconButton label="Play a colleague" icon={<UsersRound />} className="max-sm:hidden" />}
      align="end"
    >
      <MenuLabel>Play a colleague</MenuLabel>
      <MenuItem icon={<Eye />} onSelect={() => play.mutate("view")}>
        {colleague} looks at this thread
      </MenuItem>
      <MenuItem icon={<PenLine />} onSelect={() => play.mutate("type")}>
        {colleague} types here
      </MenuItem>
      <MenuItem icon={<Reply />} onSelect={() => play.mutate("answer")}>
        {colleague} answers before you
      </MenuItem>
      <MenuItem icon={<Hand />} onSelect={() => play.mutate("take")}>
        {colleague} takes this thread
      </MenuItem>
    </Menu>
  );
}
