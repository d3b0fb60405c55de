"use client";

import { lazy, Suspense, useState } from "react";
import type { MessageInput } from "@/components/messages/api";
import type { Preview } from "@/components/messages/use-preview";
import { useShortcut } from "@/components/shell/shortcuts";
import { fetched } from "@/components/ui/fetched";
import type { PreviewAnswer } from "@/lib/messages/schema";
import type { Proof } from "@/lib/secure/schema";

const SecureHint = lazy(fetched(() => import("@/components/secure/secure-hint")));

/** How the words go instead: behind a link, or open for a reason. */
export type HowToGo = Pick<MessageInput, "secureLink" | "keepWords">;

export interface SecureBarProps {
  preview: Preview;
  /** What is written, as the findings' places count. */
  words: { channel: "SMS" | "EMAIL"; subject: string; body: string };
  name: string;
  /** Whose chart can invite them to the portal; not given: nobody's yet. */
  patientId?: string | undefined;
  /** There is something to send. */
  ready: boolean;
  onSend: (how: HowToGo) => Promise<unknown>;
}

export const SECURE_KEYS = "mod+shift+enter";

/** What is private in the words, while they are written, and the one key that moves them behind a link. */
export function SecureBar(props: SecureBarProps) {
  const { preview, ready, onSend } = props;
  const { answer } = preview;
  const [chosen, setChosen] = useState<Proof | null>(null);
  const proof = proofOf(answer, chosen);
  const send = () => {
    if (ready && proof !== null) void onSend({ secureLink: { proof } });
  };
  useShortcut(SECURE_KEYS, "Send as secure link", send, {
    group: "Composer",
    whileTyping: true,
    enabled: ready,
  });
  if (!ready || answer === undefined || answer.findings.length === 0) return null;
  return (
    <Suspense fallback={<div className="h-7" />}>
      <SecureHint {...props} answer={answer} proof={proof} onProof={setChosen} onSecure={send} />
    </Suspense>
  );
}

function proofOf(answer: PreviewAnswer | undefined, chosen: Proof | null): Proof | null {
  const terms = answer?.secureLink;
  return chosen !== null && terms?.proofs.includes(chosen) ? chosen : (terms?.suggested ?? null);
}
