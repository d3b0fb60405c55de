import type { Answer, Incoming } from "@/simulator/http";
import { gate } from "@/simulator/sendgrid/send";
import type { World } from "@/simulator/world";

/** `DELETE /v3/suppression/{list}/{email}`: 204 either way, also for who is not on the list. */
export function leaveList(world: World, incoming: Incoming): Answer {
  const account = gate(world, incoming);
  if ("status" in account) return account;
  const { list, email = "" } = incoming.params;
  const fault = world.faults.forRequest("sendgrid", { to: email, from: "", body: incoming.path });
  if (fault?.kind === "http500") return { status: 500 };
  if (list === "bounces") world.bounced.delete(email.toLowerCase());
  return { status: 204 };
}
