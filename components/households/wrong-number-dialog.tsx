"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { conversationQuery } from "@/components/conversations/api";
import { reportWrongNumber } from "@/components/households/api";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";

/** Somebody at this number says that it is not the patient's. Of a shared phone: whose it is not. */
export default function WrongNumberDialog({
  conversationId,
  onOpenChange,
}: {
  conversationId: string;
  onOpenChange: (open: boolean) => void;
}) {
  const client = useQueryClient();
  const { data } = useQuery(conversationQuery(conversationId));
  const members = data?.household?.members;
  const [kept, setKept] = useState<readonly string[]>([]);
  const wrong = members?.filter((one) => !kept.includes(one.patientId)) ?? [];
  const report = useMutation({
    mutationFn: () =>
      reportWrongNumber(
        conversationId,
        members === undefined ? {} : { patientIds: wrong.map((one) => one.patientId) },
      ),
    onSuccess: (done) => {
      onOpenChange(false);
      const sorry = done.apologyId === null ? "" : " One apology without a name is on its way.";
      notify({
        title: `We stopped all messages to ${done.addressShown} and opened a privacy check.`,
        detail: `The chart asks for a new number.${sorry}`,
      });
    },
    onSettled: () => client.invalidateQueries(),
  });
  const whole = kept.length === 0;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Wrong number"
      description={
        whole
          ? "What is queued to this number is cancelled, nothing goes there any more, and one apology leaves that names nobody. The privacy officer sees what went there."
          : "Nothing goes to this number about the patients you choose. The others keep it, so no apology is sent. The privacy officer sees what went there."
      }
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="danger"
            loading={report.isPending}
            disabled={members !== undefined && wrong.length === 0}
            onClick={() => report.mutate()}
          >
            Stop this number
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {members === undefined ? (
          <p>
            It is not {data?.patient.kind === "person" ? `${data.patient.firstName}'s` : "a patient's"}{" "}
            number.
          </p>
        ) : (
          <fieldset className="flex flex-col gap-1.5">
            <legend className="pb-1 font-medium">Whose number is it not?</legend>
            {members.map((one) => (
              <Checkbox
                key={one.patientId}
                label={one.name}
                checked={!kept.includes(one.patientId)}
                onChange={(on) =>
                  setKept(on ? kept.filter((id) => id !== one.patientId) : [...kept, one.patientId])
                }
              />
            ))}
          </fieldset>
        )}
        {report.error !== null && (
          <p role="alert" className="text-danger-text">
            {report.error.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
