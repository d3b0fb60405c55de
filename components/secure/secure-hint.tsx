"use client";

import { Lock, ShieldAlert, UserRoundPlus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { KeepDialog } from "@/components/secure/keep-dialog";
import { SECURE_KEYS, type SecureBarProps } from "@/components/secure/secure-bar";
import { Button, buttonClass } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { PreviewAnswer } from "@/lib/messages/schema";
import { namedKinds } from "@/lib/phi/naming/rules";
import type { Proof } from "@/lib/secure/schema";

const proofs: Record<Proof, string> = {
  date_of_birth: "Asks for the date of birth",
  none: "Opens for whoever has the link",
  portal: "Asks for the portal sign-in",
};

/** What was found, underlined, with the link beside it as the better way. */
export default function SecureHint(
  props: SecureBarProps & {
    answer: PreviewAnswer;
    proof: Proof | null;
    onProof: (proof: Proof) => void;
    onSecure: () => void;
  },
) {
  const { answer, words, name, patientId, proof, onProof, onSecure, onSend } = props;
  const [keeping, setKeeping] = useState(false);
  const { decision, findings, secureLink } = answer;
  const blocked = decision.reasons.find(({ rule }) => rule === "phi");
  const quotes = quotesOf(findings, words);
  const kinds = namedKinds(findings.map(({ kind }) => kind));
  const things = words.channel === "EMAIL" ? "emails" : "texts";
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-md bg-warning-soft px-2.5 py-1.5"
    >
      <p className="flex min-w-40 flex-1 basis-72 items-start gap-1.5 text-sm text-warning-text">
        <ShieldAlert aria-hidden className="mt-px size-4 shrink-0 text-warning" />
        <span className="text-pretty">
          {blocked === undefined
            ? `This names ${kinds}, and ${things} are not private: `
            : `Found ${kinds}: `}
          {quotes.map((quote, index) => (
            <span key={quote}>
              {index > 0 && ", "}
              <span className="underline decoration-warning decoration-wavy underline-offset-2">{quote}</span>
            </span>
          ))}
          {quotes.length === 0 && "in the formatted words."}
          {secureLink.problem !== null && ` ${secureLink.problem}`}
        </span>
      </p>
      {blocked?.evidence.place === "risk_not_accepted" && (
        <Button size="sm" variant="quiet" onClick={() => setKeeping(true)}>
          Say why it must stay
        </Button>
      )}
      {secureLink.remedy === "invite_to_portal" && patientId !== undefined && (
        <Link href={`/patients/${patientId}#portal`} className={buttonClass("secondary", "sm")}>
          <UserRoundPlus aria-hidden className="size-3.5" /> Invite to the portal
        </Link>
      )}
      {proof !== null && (
        <>
          {secureLink.proofs.length === 1 && proof === "portal" && (
            <span className="text-sm text-warning-text">{proofs.portal}</span>
          )}
          {secureLink.proofs.length > 1 && (
            <Menu
              align="end"
              trigger={
                <Button size="sm" variant="quiet">
                  {proofs[proof]}
                </Button>
              }
            >
              <MenuChoice
                label="Before it opens"
                value={proof}
                onChange={onProof}
                options={secureLink.proofs.map((value) => ({ value, label: proofs[value] }))}
              />
            </Menu>
          )}
          <Tooltip text="Send as secure link" keys={SECURE_KEYS} named>
            <Button size="sm" icon={<Lock aria-hidden className="size-3.5" />} onClick={onSecure}>
              Send as secure link
            </Button>
          </Tooltip>
        </>
      )}
      <KeepDialog
        open={keeping}
        onOpenChange={setKeeping}
        name={name}
        onKeep={(keepWords) => onSend({ keepWords })}
      />
    </div>
  );
}

/** The words themselves, from the places: each once, at most three. */
function quotesOf(findings: PreviewAnswer["findings"], words: SecureBarProps["words"]): string[] {
  const quotes = findings.flatMap(({ channel, part, start, end }) => {
    if (channel !== words.channel) return [];
    const text = part === "subject" ? words.subject : part === "body" ? words.body.trim() : "";
    return text.slice(start, end) || [];
  });
  return [...new Set(quotes)].slice(0, 3);
}
