"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { hasPictures, mailPage } from "@/lib/messages/mail/rules";

/**
 * Somebody else's HTML, in a frame of its own that may do nothing: no scripts, no forms, no way out, and nothing from
 * the network (a remote picture tells its sender that it was opened) until a person asks for its pictures.
 */
export default function MailFrame({ id, html, from }: { id: string; html: string; from: string }) {
  const [tall, setTall] = useState(false);
  const [pictures, setPictures] = useState(false);
  // A page of its own only for them: what stands in the frame's own markup is bound by our page's policy.
  const source = pictures
    ? { src: `/api/v1/messages/${id}/mail` }
    : { srcDoc: mailPage(html, { pictures: false }) };
  const lines =
    html.replace(/<[^>]+>/g, "").length / 60 + (html.match(/<(?:p|br|div|tr|li|h[1-6])\b/gi)?.length ?? 0);
  const height = Math.round(Math.min(tall ? 1_600 : 320, Math.max(96, lines * 24 + 32)));
  return (
    <div className="overflow-hidden rounded-xl border bg-surface">
      <iframe
        title={`Mail from ${from}`}
        sandbox=""
        {...source}
        referrerPolicy="no-referrer"
        loading="lazy"
        style={{ height }}
        className="block w-full"
      />
      <div className="flex flex-wrap items-center gap-1 border-t px-1.5 py-1">
        <Button size="sm" variant="quiet" aria-expanded={tall} onClick={() => setTall(!tall)}>
          {tall ? "Show less" : "Show more"}
        </Button>
        {hasPictures(html) && !pictures && (
          <Button
            size="sm"
            variant="quiet"
            title="They lie with the sender, who can tell that you looked."
            onClick={() => setPictures(true)}
          >
            Show pictures
          </Button>
        )}
      </div>
    </div>
  );
}
