import { type ReactNode, Suspense } from "react";
import { MessageInbox } from "@/components/inbox/message-inbox";

/** The inbox stays mounted while the address moves from thread to thread; the pages below are its gates. */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Suspense>
        <MessageInbox />
      </Suspense>
    </>
  );
}
