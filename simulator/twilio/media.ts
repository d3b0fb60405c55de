import { type Answer, type Incoming, json } from "@/simulator/http";
import { refuse } from "@/simulator/twilio/errors";
import { withMessage } from "@/simulator/twilio/records";
import { mediaResource, pageOf } from "@/simulator/twilio/resource";
import type { World } from "@/simulator/world";

export function listMedia(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record, account) =>
    json(
      200,
      pageOf("media_list", record.media, incoming.path, incoming.query, (file) =>
        mediaResource(account, record, file),
      ),
    ),
  );
}

/** The description with `.json`, the picture itself without. */
export function fetchMedia(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record, account) => {
    const [mediaSid = "", extension] = (incoming.params.media ?? "").split(".");
    const file = record.media.find((one) => one.sid === mediaSid);
    if (!file) return refuse(20404, incoming.path);
    if (extension === "json") return json(200, mediaResource(account, record, file));
    if (file.url) return { status: 307, headers: { location: file.url } };
    const bytes = world.media.read(file.sid);
    return bytes
      ? { status: 200, body: bytes, headers: { "content-type": file.contentType } }
      : refuse(20404, incoming.path);
  });
}

export function deleteMedia(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record) => {
    const mediaSid = (incoming.params.media ?? "").replace(/\.json$/, "");
    if (!record.media.some((one) => one.sid === mediaSid)) return refuse(20404, incoming.path);
    world.media.remove(mediaSid);
    world.changeText(record, { media: record.media.filter((one) => one.sid !== mediaSid) });
    return { status: 204 };
  });
}
