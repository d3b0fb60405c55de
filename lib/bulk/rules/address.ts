import type { Channel, ContactHealth, ContactKind } from "@/prisma/generated/enums";

const KIND: Record<Exclude<Channel, "IN_APP">, ContactKind> = {
  SMS: "phone",
  EMAIL: "email",
  PUSH: "device",
};

/** Where a channel's message would go: an open point before a closed one, the primary before the oldest. */
export function addressFor(
  points: readonly { kind: ContactKind; value: string; isPrimary: boolean; health: ContactHealth }[],
  channel: Channel,
): string | null {
  if (channel === "IN_APP") return null;
  const own = points.filter((point) => point.kind === KIND[channel]);
  const open = own.filter((point) => point.health !== "closed");
  const candidates = open.length > 0 ? open : own;
  return (candidates.find((point) => point.isPrimary) ?? candidates[0])?.value ?? null;
}
