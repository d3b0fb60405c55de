/** Next calls this once per server process. A missing or wrong setting stops boot here, with a sentence. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  const { deliveryClock, inngest } = env();
  if (deliveryClock !== "inngest") return;
  const { openInngest } = await import("@/inngest/client");
  const { inngestWake } = await import("@/inngest/wake");
  const { installPorts } = await import("@/lib/ports");
  installPorts({ wake: inngestWake(openInngest(inngest)) });
}
