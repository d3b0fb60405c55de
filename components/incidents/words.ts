import type { IncidentStatus, IncidentView } from "@/lib/incidents/schema";

export const STATUS: Record<
  IncidentStatus,
  { label: string; tone: "neutral" | "success" | "warning" | "danger" }
> = {
  open: { label: "To be assessed", tone: "warning" },
  low_probability: { label: "Low probability", tone: "success" },
  breach: { label: "Breach", tone: "danger" },
  told: { label: "Breach, patient told", tone: "neutral" },
};

/** "Wrong number: (303) 555-0142". */
export const titleOf = ({ kind, addressShown }: Pick<IncidentView, "kind" | "addressShown">) =>
  kind === "wrong_number" ? `Wrong number: ${addressShown}` : `Sent to ${addressShown}`;
