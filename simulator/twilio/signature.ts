import { createHmac } from "node:crypto";

/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1 over the URL (without its fragment) and the fields sorted by name.
 * Source: Twilio docs, usage/security. Our callbacks never repeat a field.
 */
export function signTwilio(authToken: string, url: string, fields: Record<string, string>): string {
  const bare = url.split("#")[0] ?? url;
  const text = Object.keys(fields)
    .sort()
    .reduce((sum, name) => sum + name + (fields[name] ?? ""), bare);
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}
