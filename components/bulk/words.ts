import type { BulkView } from "@/lib/bulk/schema";

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

export const statusWords: Record<BulkView["status"], string> = {
  draft: "Not started",
  running: "Running",
  paused: "Paused",
  cancelling: "Being taken back",
  cancelled: "Taken back",
  done: "Done",
};

export const statusTone = {
  draft: "neutral",
  running: "accent",
  paused: "warning",
  cancelling: "warning",
  cancelled: "neutral",
  done: "success",
} as const satisfies Record<BulkView["status"], string>;

export const categoryWords: Record<BulkView["category"], string> = {
  appointment: "Appointments",
  treatment: "Care and treatment",
  billing: "Billing",
  marketing: "Marketing",
};

/** "$1.24", "under a cent". */
export const money = (dollars: number) =>
  dollars.toLocaleString("en-US", { style: "currency", currency: "USD" });
