import type { Sending } from "@/lib/sending/schema";

/** Who stopped all sending, at the beginning of a sentence. */
export function stopperOf({ by, everywhere }: NonNullable<Sending["stopped"]>): string {
  return by ?? (everywhere ? "Whoever runs the hub" : "An API key");
}
