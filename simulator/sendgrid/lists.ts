import type { Answer, Incoming } from "@/simulator/http";
import { gate } from "@/simulator/sendgrid/send";
import type { World } from "@/simulator/world";

/** `DELETE /v3/suppression/{list}/{email}`: nobody is on a list here, and SendGrid answers 204 either way. */
export function leaveList(world: World, incoming: Incoming): Answer {
  const account = gate(world, incoming);
  return "status" in account ? account : { status: 204 };
}
