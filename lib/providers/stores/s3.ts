import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { checkKey, type ObjectStore, StoreRefusal } from "@/lib/providers/stores/port";

export interface S3Settings {
  /** "https://s3.us-west-2.amazonaws.com", or another's that speaks the same. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket stands in the path ("HOST/BUCKET/KEY") in place of the host's name. */
  pathStyle: boolean;
  /** How the store encrypts what it keeps; "none" where it does so unasked and knows no such header. */
  encryption: "AES256" | "aws:kms" | "none";
}

/** 25 MB at 1 MB/s, and some: a store that is slower than that is not answering. */
const TIMEOUT_MS = 30_000;

/** What a bucket that cannot be used answers to HEAD (Amazon S3 API reference, HeadBucket and error responses). */
const TROUBLE: Record<number, string> = {
  301: "The bucket lies in another region: set S3_REGION.",
  400: "The store did not take the request: check S3_REGION and the keys.",
  403: "The store does not let these keys use the bucket: check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and their rights.",
  404: "There is no such bucket: check S3_BUCKET and S3_PATH_STYLE.",
};

/** Bytes in a bucket of Amazon's or of any store that speaks its protocol, each request signed (Signature Version 4). */
export function s3Store(settings: S3Settings): ObjectStore {
  const { accessKeyId, secretAccessKey, region, encryption } = settings;
  // Whoever asks tries again; a store that is down must not be asked ten times over.
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 0 });
  const base = baseOf(settings);
  const sealed = encryption === "none" ? {} : { "x-amz-server-side-encryption": encryption };

  async function ask(method: string, path: string, body?: Uint8Array, headers = {}): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = body ? { body: new Uint8Array(body) } : {};
    return client.fetch(`${base}${path}`, { method, headers, signal, ...sent });
  }
  async function done(verb: StoreRefusal["verb"], asked: Promise<Response>, fine: readonly number[]) {
    const response = await asked.catch((cause: unknown) => {
      throw new StoreRefusal(verb, cause instanceof Error ? cause.name : "no answer");
    });
    if (response.ok || fine.includes(response.status)) return response;
    await response.body?.cancel();
    throw new StoreRefusal(verb, String(response.status));
  }
  return {
    async put(key, bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      // The store compares what arrived with the hash that is signed.
      const headers = {
        "x-amz-content-sha256": sha256,
        "content-type": "application/octet-stream",
        ...sealed,
      };
      const response = await done("put", ask("PUT", `/${checkKey(key)}`, bytes, headers), []);
      await response.body?.cancel();
    },
    async get(key) {
      const response = await done("get", ask("GET", `/${checkKey(key)}`), [404]);
      if (response.status !== 404) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      return null;
    },
    async remove(key) {
      const response = await done("remove", ask("DELETE", `/${checkKey(key)}`), [404]);
      await response.body?.cancel();
    },
    async trouble() {
      const response = await ask("HEAD", "").catch(() => null);
      if (!response) return "The store of files does not answer: check S3_ENDPOINT.";
      if (response.ok) return null;
      return TROUBLE[response.status] ?? `The store of files answered ${response.status}.`;
    },
  };
}

function baseOf({ endpoint, bucket, pathStyle }: S3Settings): string {
  const url = new URL(endpoint);
  if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
  const root = url.href.replace(/\/$/, "");
  return pathStyle ? `${root}/${bucket}` : root;
}
