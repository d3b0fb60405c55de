"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/**
 * Somebody else's HTML, in a frame of its own that may do nothing: no scripts, no forms, no way out, and nothing from
 * the network (a remote picture tells its sender that it was opened).
 */
export default function MailFrame({ html, from }: { html: string; from: string }) {
  const [tall, setTall] = useState(false);
  const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#17212b;background:#fff;overflow-wrap:anywhere}img,table{max-width:100%;height:auto}</style></head><body>${html}</body></html>`;
  const lines =
    html.replace(/<[^>]+>/g, "").length / 60 + (html.match(/<(?:p|br|div|tr|li|h[1-6])\b/gi)?.length ?? 0);
  const height = Math.round(Math.min(tall ? 1_600 : 320, Math.max(96, lines * 24 + 32)));
  return (
    <div className="overflow-hidden rounded-xl border bg-surface">
      <iframe
        title={`Mail from ${from}`}
        sandbox=""
        srcDoc={page}
        referrerPolicy="no-referrer"
        loading="lazy"
        style={{ height }}
        className="block w-full"
      />
      <div className="flex flex-wrap items-center gap-1 border-t px-1.5 py-1">
        <Button size="sm" variant="quiet" aria-expanded={tall} onClick={() => setTall(!tall)}>
          {tall ? "Show less" : "Show more"}
        </Button>
      </div>
    </div>
  );
}
