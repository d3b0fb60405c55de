import type { Answer, Incoming } from "@/simulator/http";
import { refusalOf } from "@/simulator/s3/signature";
import type { World } from "@/simulator/world";

/** What lies in the one bucket there is, while the simulator runs. */
export interface StoredObject {
  bytes: Buffer;
  encryption: string | null;
}

const error = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
  headers: { "content-type": "application/xml" },
});

/** `PUT`, `GET`, `HEAD` and `DELETE` of an object by path (`/s3/BUCKET/KEY`), and `HEAD` of the bucket, as S3 answers. */
export function serveObject(world: World, incoming: Incoming): Answer {
  const { s3 } = world.settings;
  if (!s3) return error(403, "AccessDenied");
  // Signatures are made by the machine's own clock, whatever the demo's says.
  const refused = refusalOf(incoming, s3, new Date());
  if (refused)
    return error(refused === "RequestTimeTooSkewed" ? 403 : refused.startsWith("XAmz") ? 400 : 403, refused);
  if (incoming.params.bucket !== s3.bucket) return error(404, "NoSuchBucket");
  const { clinic, file } = incoming.params;
  if (clinic === undefined) return { status: 200 };
  const key = `${clinic}/${file}`;
  const found = world.objects.get(key);
  switch (incoming.method) {
    case "PUT": {
      const encryption = incoming.headers["x-amz-server-side-encryption"] ?? null;
      world.objects.set(key, { bytes: incoming.body, encryption });
      return { status: 200 };
    }
    case "DELETE":
      world.objects.delete(key);
      return { status: 204 };
    case "HEAD":
      return { status: found ? 200 : 404 };
    default:
      return found ? { status: 200, body: found.bytes } : error(404, "NoSuchKey");
  }
}
