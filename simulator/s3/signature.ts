import { createHash, createHmac } from "node:crypto";

/** What a signature speaks for, as it came over the wire. */
export interface Signable {
  method: string;
  /** Path and query as they came. */
  target: string;
  headers: Record<string, string>;
}

const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/**
 * The `Authorization` of AWS Signature Version 4 for S3 (Amazon S3 API reference, "Authenticating Requests: Using the
 * Authorization Header"), computed from what arrived: the path as sent, the headers that are named as signed.
 */
export function signS3(request: Signable, secret: string, scope: string, signed: string): string {
  const { method, target, headers } = request;
  const url = new URL(target, "http://store");
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const lines = signed.split(";").map((name) => `${name}:${(headers[name] ?? "").trim()}\n`);
  const payload = headers["x-amz-content-sha256"] ?? "";
  const canonical = [method, url.pathname, query, lines.join(""), signed, payload].join("\n");
  const stated = ["AWS4-HMAC-SHA256", headers["x-amz-date"] ?? "", scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`);
  return hmac(key as Buffer, stated).toString("hex");
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/[\w-]+\/s3\/aws4_request),\s*SignedHeaders=([\w;-]+),\s*Signature=([0-9a-f]{64})$/;

/** S3's error code for a request that these keys did not sign, or not so; null: it is theirs. */
export function refusalOf(
  request: Signable & { body: Buffer },
  keys: { accessKeyId: string; secretAccessKey: string },
  now: Date,
): string | null {
  const found = AUTHORIZATION.exec(request.headers.authorization ?? "");
  if (!found) return "AccessDenied";
  const [, keyId, scope = "", signed = "", signature] = found;
  if (keyId !== keys.accessKeyId) return "InvalidAccessKeyId";
  const names = signed.split(";");
  const owed = Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"));
  if (![...owed, "host"].every((name) => names.includes(name))) return "AccessDenied";
  const date = request.headers["x-amz-date"] ?? "";
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  // Amazon lets clocks differ by 15 minutes.
  if (!(Math.abs(now.getTime() - at) <= 900_000) || !scope.startsWith(date.slice(0, 8))) {
    return "RequestTimeTooSkewed";
  }
  if (signS3(request, keys.secretAccessKey, scope, signed) !== signature) return "SignatureDoesNotMatch";
  const said = request.headers["x-amz-content-sha256"];
  return said === sha256(request.body) || said === "UNSIGNED-PAYLOAD" ? null : "XAmzContentSHA256Mismatch";
}
