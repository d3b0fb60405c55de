import { Mail, MessageSquareText, Monitor, StickyNote } from "lucide-react";
import type { WritingChannel } from "@/components/messages/use-draft";

/** What one may write in a thread: to the patient, or a note for colleagues. */
export type Mode = WritingChannel | "NOTE";

const modes = [
  { value: "SMS", label: "Text", icon: <MessageSquareText aria-hidden /> },
  { value: "EMAIL", label: "Email", icon: <Mail aria-hidden /> },
  { value: "IN_APP", label: "Portal", icon: <Monitor aria-hidden /> },
  { value: "NOTE", label: "Note", icon: <StickyNote aria-hidden /> },
] as const;

/** What there is to choose from: the portal only where the patient can sign in, or where that is being written. */
export const modesFor = (may: { note: boolean; portal: boolean }) =>
  modes.filter(({ value }) => (value === "NOTE" ? may.note : value === "IN_APP" ? may.portal : true));
