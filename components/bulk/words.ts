import { ApiError } from "@/components/auth/request";
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

/** Why a bulk was not started. Without an answer nobody knows; a second try with the same key starts it once. */
export function notStarted(error: unknown): string {
  const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  if (isRefused && error.reason !== "in_progress")
    return `It was not started, and nothing was sent. ${error.message}`;
  return "The hub did not say whether it was started. Try again: it starts once, however often you press.";
}
