import type { Choice, PageChannel } from "@/lib/unsubscribe/schema";
import type { Category } from "@/prisma/generated/enums";

/** How the ledger names what was said here. Whoever turned something off here may turn it on again here. */
export const SOURCES = ["preference_page", "one_click", "unsubscribe_mail"] as const;
export type Source = (typeof SOURCES)[number];

/** The order in which the page lists its topics. */
export const TOPICS: readonly Category[] = ["marketing", "appointment", "billing", "treatment"];

interface Line {
  purpose: string;
  channel: string;
  address: string | null;
  granted: boolean;
  source: string;
  at: Date;
}

/** What stands about marketing by a channel: the latest line about it; of two at once, the revocation. */
export function marketingNow(
  standing: readonly Line[],
  channel: PageChannel,
  address: string | null,
): Line | undefined {
  return standing
    .filter((line) => line.purpose === "marketing" && line.channel === channel)
    .filter((line) => line.address === null || line.address === address)
    .sort((a, b) => b.at.getTime() - a.at.getTime() || Number(a.granted) - Number(b.granted))[0];
}

/**
 * The page's lines. Marketing needs an agreement; the holder of this mailbox may give one for it (15 U.S.C. 7704), but
 * none for texts, which take a signature of whoever has the phone (47 CFR 64.1200(f)(9)), unless it was ended here.
 */
export function choicesOf(facts: {
  standing: readonly Line[];
  /** The mailbox that the link was sent to. */
  address: string;
  refused: readonly { channel: string; category: string }[];
}): Choice[] {
  return TOPICS.flatMap((topic) =>
    (["EMAIL", "SMS"] as const).map((channel): Choice => {
      if (topic !== "marketing") {
        const off = facts.refused.some((line) => line.channel === channel && line.category === topic);
        return { topic, channel, allowed: !off, mayAllow: true };
      }
      const line = marketingNow(facts.standing, channel, channel === "EMAIL" ? facts.address : null);
      const endedHere = line !== undefined && SOURCES.some((source) => source === line.source);
      return {
        topic,
        channel,
        allowed: line?.granted === true,
        mayAllow: channel === "EMAIL" || line?.granted === true || endedHere,
      };
    }),
  );
}

/** What was on the page when somebody agreed to news again: kept with the agreement, word for word. */
export const AGREED: Record<"en" | "es", Record<PageChannel, (clinic: string) => string>> = {
  en: {
    EMAIL: (clinic) => `News and offers from ${clinic} by email. You can turn this off again at any time.`,
    SMS: (clinic) => `News and offers from ${clinic} by text. You can turn this off again at any time.`,
  },
  es: {
    EMAIL: (clinic) =>
      `Novedades y ofertas de ${clinic} por correo electrónico. Puede desactivarlas cuando quiera.`,
    SMS: (clinic) =>
      `Novedades y ofertas de ${clinic} por mensaje de texto. Puede desactivarlas cuando quiera.`,
  },
};
