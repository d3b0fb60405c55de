"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { liftClosing } from "@/components/consents/api";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { notify } from "@/components/ui/toast";
import type { Consents } from "@/lib/consents/ledger/schema";
import { liftable } from "@/lib/consents/lifting/rules";

type Closed = Consents["closed"][number];

/** Opens a closed address again, with a reason. A STOP by text has no such button: only the patient takes it back. */
export function LiftButton({
  patientId,
  closed,
  shown,
}: {
  patientId: string;
  closed: Closed;
  shown: string;
}) {
  const client = useQueryClient();
  const mayLift = useMay("suppression.lift");
  const [asking, setAsking] = useState(false);
  const { channel, address, reason } = closed;
  const may = liftable(reason, channel);
  if (!mayLift || may === "never") return null;
  const asked = may === "if_asked";
  const complaint = reason === "complaint";
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Open again…
      </Button>
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Open ${shown} again?`}
        description={
          complaint
            ? "They marked our mail as spam. Go on only if they themselves asked you for our mail again, in person or on the phone. Another complaint harms mail to every patient."
            : asked
              ? "They asked us to stop our mail. Go on only if they themselves asked you for it again, in person or on the phone."
              : "What is sent to them goes there again, and the mail company is asked to take it off its list."
        }
        label={asked ? "When and how did they ask for it?" : "Why?"}
        hint="Kept with your name. No health details."
        cancel="Leave it closed"
        confirm={asked ? "They asked, open it" : "Open again"}
        variant={asked ? "danger" : "primary"}
        onConfirm={async (why) => {
          const body = { channel, address, reason, why, patientAsked: asked };
          const { vendor } = await liftClosing(patientId, body);
          await client.invalidateQueries({ queryKey: ["patient", patientId] });
          if (vendor === "waiting") {
            notify({
              title: "Not open yet.",
              detail: "The mail company does not answer. We keep asking, and open it when it has let go.",
            });
          }
        }}
      />
    </>
  );
}
