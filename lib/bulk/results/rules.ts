import type { Result } from "@/lib/bulk/schema";

/** What became of a recipient, in words: on the screen and in the file alike. */
export const resultWords: Record<Result, string> = {
  all: "All",
  waiting: "Waiting",
  held: "Held",
  sending: "In line to go",
  unknown: "May have been sent",
  sent: "Sent",
  delivered: "Delivered",
  failed: "Not delivered",
  cancelled: "Taken back",
  excluded: "Left out",
  replied: "Answered",
  clicked: "Opened a link",
};
