import type { z } from "zod";
import type { StoryLine } from "@/lib/messages/schema";
import { CHANNEL_WORDS } from "@/lib/messages/words/facts";

interface File {
  mediaLink: { fetchedAt: Date | null } | null;
}

/** When the text service fetched what goes with a text: once, whatever it repeats. */
export function mediaLines(files: readonly File[]): z.input<typeof StoryLine>[] {
  const times = files.flatMap(({ mediaLink }) => mediaLink?.fetchedAt ?? []);
  const [first] = times.sort((a, b) => a.getTime() - b.getTime());
  if (!first) return [];
  const what = times.length === 1 ? "the file" : `${times.length} files`;
  const words = `The ${CHANNEL_WORDS.SMS.service} fetched ${what}.`;
  return [{ at: first, kind: "fetched", channel: "SMS", words }];
}
