import type { Handler } from "@/lib/http/route";

/** Next calls this once per server process. A missing or wrong setting stops boot here, with a sentence. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  const { deliveryClock, inngest } = env();
  const { ports, installPorts, serveAccounts } = await import("@/lib/ports");
  if (deliveryClock === "inngest") {
    const { openInngest } = await import("@/inngest/client");
    const { inngestWake } = await import("@/inngest/wake");
    installPorts({ wake: inngestWake(openInngest(inngest)) });
  }
  await serveAccounts();
  // Receipts and sends come in past the framework (scripts/hub/door.mjs); in development there are only the routes.
  const { webhook } = await import("@/lib/http/webhook");
  const send = async (...asked: Parameters<Handler>) =>
    (await import("@/app/api/v1/messages/route")).POST(...asked);
  Object.assign(globalThis, { hubWebhookDoor: webhook, hubSendDoor: send });
  // While this process was away no webhook could be taken in. It answers meanwhile.
  const { catchUpAtStart } = await import("@/lib/inbound-list/start/commands");
  const { rehearse } = await import("@/lib/webhooks/rehearsal/commands");
  void catchUpAtStart(ports()).then(() => rehearse(ports()));
}
