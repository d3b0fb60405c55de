import type { ReactNode } from "react";
import { MessageInbox } from "@/components/inbox/message-inbox";

/**
 * The inbox stays mounted while the address moves from thread to thread; the pages below are its gates. No `Suspense`
 * around it: it would be taken over after the frame, whose first answers are not among the server's words.
 */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <MessageInbox />
    </>
  );
}
