import { sendgridScopes, telnyxBalance, twilioAccount } from "@/simulator/account-checks";
import { sendPush } from "@/simulator/fcm/send";
import { on, type Route } from "@/simulator/http";
import { serveObject } from "@/simulator/s3/objects";
import type { EventPost } from "@/simulator/sendgrid/events";
import { leaveList } from "@/simulator/sendgrid/lists";
import { sendMail } from "@/simulator/sendgrid/send";
import { listWebhooks, testWebhook } from "@/simulator/sendgrid/webhooks";
import { createTelnyxMessage } from "@/simulator/telnyx/create";
import { listDeliveries } from "@/simulator/telnyx/deliveries";
import { telnyxMedia } from "@/simulator/telnyx/inbound";
import { listRecords, tellMessage } from "@/simulator/telnyx/records";
import { createMessage } from "@/simulator/twilio/create";
import { deleteMedia, fetchMedia, listMedia } from "@/simulator/twilio/media";
import { deleteMessage, fetchMessage, listMessages, updateMessage } from "@/simulator/twilio/records";
import { listPool } from "@/simulator/twilio/services";
import type { World } from "@/simulator/world";

/** The vendors' own addresses, as their SDKs call them. */
export function vendorRoutes(world: World, post: EventPost): Route[] {
  const messages = "/2010-04-01/Accounts/:account/Messages";
  return [
    on("POST", `${messages}.json`, (incoming) => createMessage(world, incoming)),
    on("GET", "/2010-04-01/Accounts/:account.json", (incoming) => twilioAccount(world, incoming)),
    on("GET", "/v2/balance", (incoming) => telnyxBalance(world, incoming)),
    on("GET", "/v3/scopes", (incoming) => sendgridScopes(world, incoming)),
    on("POST", "/v2/messages", (incoming) => createTelnyxMessage(world, incoming)),
    on("GET", "/v1/Services/:service/PhoneNumbers", (incoming) => listPool(world, incoming, "PhoneNumbers")),
    on("GET", "/v1/Services/:service/ShortCodes", (incoming) => listPool(world, incoming, "ShortCodes")),
    on("GET", "/v2/detail_records", (incoming) => listRecords(world, incoming)),
    on("GET", "/v2/messages/:id", (incoming) => tellMessage(world, incoming)),
    on("GET", "/telnyx/media/:sid", (incoming) => telnyxMedia(world, incoming)),
    on("GET", "/v3/user/webhooks/event/settings/all", (incoming) => listWebhooks(world, incoming)),
    on("POST", "/v3/user/webhooks/event/test", (incoming) => testWebhook(world, incoming)),
    on("GET", "/v2/webhook_deliveries", (incoming) => listDeliveries(world, incoming)),
    on("POST", "/v3/mail/send", (incoming) => sendMail(world, post, incoming)),
    on("DELETE", "/v3/suppression/:list/:email", (incoming) => leaveList(world, incoming)),
    on("DELETE", "/v3/asm/suppressions/global/:email", (incoming) => leaveList(world, incoming)),
    on("HEAD", "/s3/:bucket", (incoming) => serveObject(world, incoming)),
    ...["PUT", "GET", "HEAD", "DELETE"].map((method) =>
      on(method, "/s3/:bucket/:clinic/:file", (incoming) => serveObject(world, incoming)),
    ),
    on("POST", "/v1/projects/:project/messages:send", (incoming) => sendPush(world, incoming)),
    on("GET", `${messages}.json`, (incoming) => listMessages(world, incoming)),
    on("GET", `${messages}/:sid`, (incoming) => fetchMessage(world, incoming)),
    on("POST", `${messages}/:sid`, (incoming) => updateMessage(world, incoming)),
    on("DELETE", `${messages}/:sid`, (incoming) => deleteMessage(world, incoming)),
    on("GET", `${messages}/:sid/Media.json`, (incoming) => listMedia(world, incoming)),
    on("GET", `${messages}/:sid/Media/:media`, (incoming) => fetchMedia(world, incoming)),
    on("DELETE", `${messages}/:sid/Media/:media`, (incoming) => deleteMedia(world, incoming)),
  ];
}
