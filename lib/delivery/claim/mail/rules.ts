import type { Dress } from "@/lib/mail-layout/schema";
import { pageOf, subscriberCode, unsubscribeHeaders, unsubscribeMailbox } from "@/lib/subscribers/rules";

/** What a mail needs beside its words: its reader's language, and the mails it stands in one thread with. */
export interface MailFact {
  language: string;
  /** Message-IDs of the thread, oldest first; the last one is what this mail answers. Empty: it answers none. */
  thread: string[];
}

export interface MailAbout {
  clinicId: string;
  patientId: string;
  attemptId: string;
  marketing: boolean;
  /** Nobody typed it for this patient: holiday answers are not wanted. */
  automatic: boolean;
  from: string;
  to: string;
  /** Whether the address that answers go to comes to the hub. */
  takesMail: boolean;
  mailbox: string;
  publicUrl: string;
  secret: string;
}

/** RFC 5322 ends a line at 998 characters, and nobody folds what we hand over: the oldest ids stay away. */
const MOST_CHARACTERS = 900;
const ID = /^<[^\s<>@]{1,150}@[^\s<>@]{1,90}>$/;

/** The id that our mail bears: opaque, and the attempt's own, so that an answer to it finds its thread. */
export const messageIdOf = (attemptId: string, from: string) => `<${attemptId}@${from.split("@").at(-1)}>`;

/** Threading, unsubscribing and loop headers of one mail. Ids that a stranger made up and that are none stay away. */
export function mailHeaders(fact: MailFact | undefined, about: MailAbout): Record<string, string> {
  const thread = newest((fact?.thread ?? []).filter((id) => ID.test(id)));
  const answered = thread.at(-1);
  const code = about.marketing ? subscriberCode(codeAbout(about), about.secret) : null;
  return {
    "Message-ID": messageIdOf(about.attemptId, about.from),
    ...(answered ? { "In-Reply-To": answered, References: thread.join(" ") } : {}),
    ...(about.automatic ? { "Auto-Submitted": "auto-generated" } : {}),
    ...(code
      ? unsubscribeHeaders(
          pageOf(code, about.publicUrl),
          about.takesMail ? unsubscribeMailbox(about.mailbox, code) : null,
        )
      : {}),
  };
}

/** As many of the last ids as fit one line, in their order. */
function newest(ids: readonly string[]): string[] {
  let room = MOST_CHARACTERS;
  const from = ids.findLastIndex((id) => {
    room -= id.length + 1;
    return room < 0;
  });
  return ids.slice(from + 1);
}

const codeAbout = ({ clinicId, patientId, to }: MailAbout) => ({ clinicId, patientId, address: to });

/** The clinic's frame around it; marketing bears the way out. */
export function dressOf(fact: MailFact | undefined, brand: Dress["brand"], about: MailAbout): Dress {
  return {
    brand,
    language: fact?.language.startsWith("es") ? "es" : "en",
    unsubscribeUrl: about.marketing
      ? pageOf(subscriberCode(codeAbout(about), about.secret), about.publicUrl)
      : null,
  };
}
