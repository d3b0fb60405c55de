import type { Field, ImportView } from "@/lib/imports/schema";

export const fieldNames: Record<Field, string> = {
  firstName: "First name",
  lastName: "Last name",
  fullName: "Full name",
  dateOfBirth: "Date of birth",
  phone: "Phone",
  email: "Email",
  externalId: "Chart number",
  language: "Language",
  timeZone: "Time zone",
  line1: "Street",
  line2: "Apartment, unit",
  city: "City",
  state: "State",
  zip: "ZIP",
};

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** What will happen, in one sentence: "Adds 186 patients, updates 3 and leaves 11 rows out." */
export function planWords({ counts, errorCount }: Pick<ImportView, "counts" | "errorCount">): string {
  const parts = [
    counts.create > 0 && `adds ${counted(counts.create, "patient")}`,
    counts.update > 0 && `updates ${counted(counts.update, "patient")} we have`,
    counts.skip > 0 && `leaves ${counted(counts.skip, "patient")} we have as they are`,
    errorCount > 0 && `leaves out ${counted(errorCount, "row")} with problems`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return "Nothing would change.";
  const last = parts.pop();
  const text = parts.length > 0 ? `${parts.join(", ")} and ${last}` : `${last}`;
  return `${text.replace(/^./, (first) => first.toUpperCase())}.`;
}

export const statusNames: Record<ImportView["status"], string> = {
  preview: "Not started",
  queued: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Stopped by an error",
  cancelled: "Cancelled",
};
