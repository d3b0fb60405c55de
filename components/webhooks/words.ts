import type { EventView, Workbench } from "@/lib/webhooks/workbench/schema";

const KINDS: Record<EventView["kind"], string> = {
  receipt: "Receipt",
  message: "Message from a patient",
  unknown: "Not understood",
};

/** What came, in a few words: "Receipt: delivered". */
export const whatOf = ({ kind, status }: EventView) =>
  status && kind !== "message" ? `${KINDS[kind]}: ${status}` : KINDS[kind];

export const STATES: Record<
  EventView["state"],
  { label: string; tone: "neutral" | "success" | "warning" | "danger" }
> = {
  done: { label: "Done", tone: "success" },
  waiting: { label: "Waiting", tone: "neutral" },
  retrying: { label: "Tried again", tone: "warning" },
  dead: { label: "Needs a look", tone: "danger" },
};

/** How it stands with one event. */
export const stateOf = ({ kind, state }: EventView) =>
  kind === "unknown" ? { label: "Kept", tone: "neutral" as const } : STATES[state];

export const VERDICTS: Record<EventView["verdict"], string> = {
  signed: "Signature right",
  listed: "Read from the vendor's list",
  asked: "The vendor was asked",
};

/** Whether it had come before. */
export const repeatsOf = ({ repeats }: EventView) =>
  repeats === 0 ? "Came once" : `Came ${repeats + 1} times: applied once`;

/** How the list of what patients wrote was read. */
export function listWords({ found, problem }: Workbench["lists"][number]): string {
  if (problem === "unreadable")
    return "could not be read. What no person typed may be waiting for it; it is tried again by itself.";
  if (problem === "unsupported") return "has no list that can be read.";
  return found === 0
    ? "was read: nothing was missing."
    : `was read: ${found} ${found === 1 ? "message was" : "messages were"} missing and filed.`;
}
