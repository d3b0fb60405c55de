"use client";

import { useState } from "react";
import { sizeWords } from "@/components/conversations/attachments";
import { REPLACE_KEYS, SmsForcing } from "@/components/messages/sms-forcing";
import { SmsTooLong } from "@/components/messages/sms-too-long";
import type { useComposer } from "@/components/messages/use-composer";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import type { ConversationDetail } from "@/lib/conversations/schema";
import { MOST_SMS_CHARACTERS } from "@/lib/messages/content/schema";
import { makePlain, replaceable } from "@/lib/segments/rules";

/**
 * How long the text is as the phone company counts it once its links and variables are in, what it costs, which character
 * makes it dear, and where its links lead. Over the limit it says by how much, and which other ways there are.
 */
export function SmsMeter({
  composer,
  focused,
  detail,
  onEmail,
}: {
  composer: Pick<ReturnType<typeof useComposer>, "words" | "preview" | "change" | "send">;
  focused: boolean;
  detail: ConversationDetail | undefined;
  onEmail: () => void;
}) {
  const { preview, change } = composer;
  const words = composer.words.body;
  const onWords = (body: string) => change({ body });
  const measure = words.trim() === "" ? undefined : preview.answer?.rendered.SMS;
  const [replaced, setReplaced] = useState<{ before: string; after: string } | null>(null);
  const makes = measure ? replaceable(measure.forcing).filter((one) => words.includes(one)) : [];
  const undoable = replaced !== null && replaced.after === words;
  function replace() {
    const after = makePlain(words, makes);
    setReplaced({ before: words, after });
    onWords(after);
  }
  function undo() {
    if (replaced) onWords(replaced.before);
    setReplaced(null);
  }
  const able = undoable || makes.length > 0;
  const label = undoable ? "Bring special characters back" : "Replace special characters";
  useShortcut("mod+.", label, undoable ? undo : replace, {
    group: "Composer",
    whileTyping: true,
    enabled: focused && able,
  });
  if (!measure) return null;
  const { segments, characters, left, links, mms } = measure;
  const cents = measure.cost * 100;
  const over = characters - MOST_SMS_CHARACTERS;
  if (over > 0) {
    const hasEmail = detail?.patient.contactPoints.some(
      ({ kind, health }) => kind === "email" && health !== "closed",
    );
    const proof = preview.answer?.secureLink.suggested;
    const secure = proof ? () => void composer.send(null, { secureLink: { proof } }) : null;
    return <SmsTooLong over={over} onEmail={hasEmail ? onEmail : null} onSecure={secure} />;
  }
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted" aria-live="off">
      <span
        className="figures"
        title={`${mms === undefined ? `${measure.encoding}, ` : ""}${characters.toLocaleString("en-US")} of 1,600 characters`}
      >
        {mms === undefined
          ? `${segments} segment${segments === 1 ? "" : "s"}, ${left} left`
          : `Picture message, ${sizeWords(mms.bytes)}, not split`}
        , {cents.toFixed(cents < 10 ? 1 : 0)}¢
      </span>
      {mms?.warning != null && <span className="text-warning-text">{mms.warning}</span>}
      {measure.forcing.length > 0 && !undoable && (
        <SmsForcing measure={measure} words={words} onReplace={makes.length > 0 ? replace : null} />
      )}
      {undoable && (
        <>
          <span role="status">Plain characters now.</span>
          <Button
            size="sm"
            variant="quiet"
            className="-my-1 px-1.5 text-accent-text"
            onClick={undo}
            title={REPLACE_KEYS}
          >
            Undo
          </Button>
        </>
      )}
      {links.length > 0 && (
        <span className="min-w-0 truncate" title={links.map(({ target }) => target).join("\n")}>
          {links.length === 1 ? "Link opens" : "Links open"}{" "}
          {[...new Set(links.map(({ host }) => host))].join(", ")}
        </span>
      )}
    </div>
  );
}
