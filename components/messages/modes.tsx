import { Mail, MessageSquareText, StickyNote } from "lucide-react";
import type { WritingChannel } from "@/components/messages/use-draft";

/** What one may write in a thread: to the patient, or a note for colleagues. */
export type Mode = WritingChannel | "NOTE";

export const modes = [
  { value: "SMS", label: "Text", icon: <MessageSquareText aria-hidden /> },
  { value: "EMAIL", label: "Email", icon: <Mail aria-hidden /> },
  { value: "NOTE", label: "Note", icon: <StickyNote aria-hidden /> },
] as const;
