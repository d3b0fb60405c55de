import { channelOf, routesOf, senderOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";
import { ownProvider } from "@/lib/failover/shares/rules";

/** Nobody knows when a person resumes: we look again in 5 minutes, and whoever does wakes the queue at once. */
const LOOK_MS = 5 * 60_000;

/**
 * Holds everything while all vendors of a channel are paused, and a bulk while its own vendor or the one that would carry
 * it fails: it waits for that to heal rather than burn through. What people write goes on by the other vendor.
 */
export const providerTrouble: Rule = {
  name: "provider_trouble",
  judge(facts, _policy, hop, at) {
    const channel = channelOf(facts, hop);
    const routes = channel === "IN_APP" ? [] : routesOf(facts, channel);
    const carrier = routes.find(({ provider }) => provider === senderOf(facts, channel)?.provider);
    if (!carrier) return { kind: "open" };
    const { provider, pausedAt } = carrier;
    // A paused one is chosen only when there is no other.
    if (pausedAt) {
      const evidence = {
        provider,
        paused: true,
        since: pausedAt.toISOString(),
        reason: carrier.pausedReason,
      };
      const until = new Date(at.getTime() + LOOK_MS);
      return { kind: "hold", until, evidence, remedy: "resume_provider" };
    }
    if (facts.message.priority !== "bulk") return { kind: "open" };
    const own = ownProvider(facts.message.id, routes);
    const failing = routes.find(
      (route) =>
        (route.provider === own || route.provider === provider) &&
        route.trippedUntil !== null &&
        at < route.trippedUntil,
    );
    if (!failing?.trippedUntil) return { kind: "open" };
    const evidence = { provider: failing.provider, paused: false, until: failing.trippedUntil.toISOString() };
    return { kind: "hold", until: failing.trippedUntil, evidence, remedy: "wait" };
  },
};
