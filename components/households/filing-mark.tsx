"use client";

import { useHousehold } from "@/components/households/filing";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import type { MessageView } from "@/lib/messages/schema";

/** Under a message of a shared phone: whom it is about, whether that is a guess, and the way to change it. */
export function FilingMark({ message }: { message: MessageView }) {
  const household = useHousehold();
  if (household === null || message.id.startsWith("sending-")) return null;
  const { members, nameOf, file } = household;
  const name = nameOf(message.patientId);
  const guessed = message.filing?.guess != null;
  const underway = message.status === "PENDING" || message.status === "SCHEDULED";
  return (
    <p className="flex min-h-6 items-center gap-1 px-1 text-xs text-bubble-muted">
      <span>{guessed ? `Probably ${name}` : `About ${name}`}</span>
      {file !== null && !underway && (
        <>
          <span aria-hidden>·</span>
          <Menu
            align={message.direction === "INBOUND" ? "start" : "end"}
            trigger={
              <Button size="sm" variant="quiet" aria-label={`Change whom it is about, now ${name}`}>
                change
              </Button>
            }
          >
            <MenuChoice
              label="It is about"
              value={guessed ? "" : message.patientId}
              onChange={(patientId) => file(message, patientId)}
              options={members.map((one) => ({ value: one.patientId, label: one.name }))}
            />
          </Menu>
        </>
      )}
    </p>
  );
}
