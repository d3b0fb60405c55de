import { type Media, MOST_MEDIA_BYTES } from "@/lib/providers/media";

/** What a vendor's storage answered with, read to its end or to 5 MB. 404 and 410 are gone; any other refusal is later. */
export async function mediaOf(answer: Response): Promise<Media> {
  if (answer.status !== 200) {
    await answer.body?.cancel();
    return answer.status === 404 || answer.status === 410 ? "gone" : "later";
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MOST_MEDIA_BYTES) {
      await reader?.cancel();
      return "too large";
    }
    chunks.push(part.value);
  }
  const contentType = answer.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return { content: Buffer.concat(chunks), contentType: contentType || "application/octet-stream" };
}
