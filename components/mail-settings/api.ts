import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { MailStyleView, PreviewStyle, SaveMailStyle } from "@/lib/mail-layout/schema";

export const mailStyleQuery = queryOptions({
  queryKey: ["settings", "mail"] as const,
  queryFn: ({ signal }) => requestJson<MailStyleView>("/api/v1/settings/mail", { signal }),
});

export function saveMailStyle(body: SaveMailStyle): Promise<MailStyleView> {
  return requestJson("/api/v1/settings/mail", { method: "PUT", body });
}

/** A made-up mail in this look. */
export function stylePreviewQuery(asked: PreviewStyle) {
  return queryOptions({
    queryKey: ["settings", "mail", "preview", asked] as const,
    queryFn: ({ signal }) =>
      requestJson<{ html: string; text: string }>("/api/v1/settings/mail/preview", { body: asked, signal }),
    staleTime: 60_000,
  });
}
