import type { CheckInput } from "@/components/bulk/api";
import { type NextWay, otherWay, type Patience } from "@/components/messages/plan-menu";
import type { BulkView } from "@/lib/bulk/schema";

/** What the steps have gathered so far. Nothing of it is kept on this computer: a list names patients. */
export interface Draft {
  audience: "filter" | "list" | "again";
  /** The bulk that goes again, and whether also to those who may have it. */
  again: string;
  againUnknown: boolean;
  filter: {
    visitFrom: string;
    visitTo: string;
    provider: string;
    status: string;
    noVisitSince: string;
    language: string;
    ageFrom: string;
    ageTo: string;
  };
  list: { filename: string; text: string; base64: string };
  onShared: "exclude" | "once";
  name: string;
  channel: "SMS" | "EMAIL" | "own";
  /** Whether the other way follows the first one, and after how much silence. */
  next: NextWay;
  patience: Patience;
  templateId: string;
  subject: string;
  body: string;
  category: BulkView["category"];
  when: "now" | "later";
  date: string;
  time: string;
  sendAgain: boolean;
}

export const EMPTY: Draft = {
  audience: "list",
  again: "",
  againUnknown: false,
  filter: {
    visitFrom: "",
    visitTo: "",
    provider: "",
    status: "",
    noVisitSince: "",
    language: "",
    ageFrom: "",
    ageTo: "",
  },
  list: { filename: "", text: "", base64: "" },
  onShared: "exclude",
  name: "",
  channel: "SMS",
  next: "none",
  patience: null,
  templateId: "",
  subject: "",
  body: "",
  category: "treatment",
  when: "now",
  date: "",
  time: "09:00",
  sendAgain: false,
};

/** Characters; the server says the same. */
const MOST_OF_A_TEXT = 1_600;

/** What is missing before the next step; null when nothing is. */
export function whoProblem({ audience, list }: Draft): string | null {
  return audience === "list" && !list.text.trim() && !list.base64 ? "Drop a list, or paste one." : null;
}

export function wordsProblem(draft: Draft): string | null {
  const { name, templateId, body, when, date, time } = draft;
  if (!name.trim()) return "Give it a name, so that colleagues know what it is.";
  if (!templateId && !body.trim()) return "Choose a template, or write something.";
  if (!templateId && isTexted(draft) && body.length > MOST_OF_A_TEXT) {
    return `A text has at most 1,600 characters, and this has ${body.length.toLocaleString("en-US")}. Shorten it, or send it by email alone.`;
  }
  return when === "later" && !(date && time) ? "Choose the day and the time." : null;
}

function audienceOf({ audience, filter, list, again, againUnknown }: Draft): CheckInput["audience"] {
  if (audience === "again") return { kind: "again", bulkId: again, confirmUnknown: againUnknown };
  if (audience === "list") {
    const given = list.base64 ? { base64: list.base64 } : { text: list.text };
    return { kind: "list", ...given, ...(list.filename ? { filename: list.filename } : {}) };
  }
  const visit = {
    ...(filter.visitFrom ? { from: filter.visitFrom } : {}),
    ...(filter.visitTo ? { to: filter.visitTo } : {}),
    ...(filter.provider ? { provider: filter.provider } : {}),
    ...(filter.status ? { status: filter.status } : {}),
  };
  return {
    kind: "filter",
    ...(Object.keys(visit).length > 0 ? { visit } : {}),
    ...(filter.noVisitSince ? { noVisitSince: filter.noVisitSince } : {}),
    ...(filter.language ? { language: filter.language } : {}),
    ...(filter.ageFrom ? { ageFrom: Number(filter.ageFrom) } : {}),
    ...(filter.ageTo ? { ageTo: Number(filter.ageTo) } : {}),
  };
}

/** Whether another way follows the one it is sent by. */
export const follows = ({ channel, next }: Draft) => channel !== "own" && next !== "none";

const isTexted = (draft: Draft) => draft.channel !== "EMAIL" || follows(draft);

/** Whether an email may carry it, which has a subject. */
export const isMailed = (draft: Draft) => draft.channel !== "SMS" || follows(draft);

/** The ways to try and when the next one starts, as the API takes them. */
export function waysOf(
  draft: Draft,
): Pick<CheckInput, "channel" | "plan" | "fallbackOnHold" | "fallbackMinutes"> {
  const { channel, next, patience } = draft;
  if (channel === "own") return {};
  if (!follows(draft)) return { channel };
  return {
    plan: [channel, otherWay(channel)],
    fallbackOnHold: next === "waits",
    ...(patience === null ? {} : { fallbackMinutes: { [channel]: patience } }),
  };
}

/** The same as the API takes it. */
export function inputOf(draft: Draft): CheckInput {
  const { templateId, subject, body, category, onShared, sendAgain, when, date, time } = draft;
  // What goes again says what the first one said.
  if (draft.audience === "again") return { audience: audienceOf(draft), sendAgain };
  const EMAIL = { body, ...(subject.trim() ? { subject } : {}) };
  const content = { ...(isTexted(draft) ? { SMS: { body } } : {}), ...(isMailed(draft) ? { EMAIL } : {}) };
  return {
    audience: audienceOf(draft),
    ...(templateId ? { templateId } : { content, category }),
    ...waysOf(draft),
    ...(when === "later" ? { scheduledFor: { date, time } } : {}),
    onShared,
    sendAgain,
  };
}
