import type { Inbound, Provider } from "@/lib/providers/port";

/** Other processes go on with the account before for a moment (lib/accounts/live): no list of either proves absence. */
const MARGIN_MS = 15_000;

/** The part of an event's id that says whose account it came by: another account cannot use up the id. */
const marked = (ownerId: string, eventId: string) => `${ownerId}/${eventId}`;

/** The vendor's own id of an event, without the account it came by. */
export const bareEventId = (eventId: string): string =>
  eventId.replace(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\//, "");

/**
 * A provider of one clinic alone since an instant. What it tells bears ids of its own, so that nothing it says can stand
 * in the place of what another account tells.
 */
export function owned(provider: Provider, ownerId: string, since: Date): Provider {
  const { receive, reread, listInbound, ask } = provider;
  const mark = <E extends Inbound>(event: E): E => ({ ...event, eventId: marked(ownerId, event.eventId) });
  return {
    ...usedSince(provider, since),
    ownerId,
    ...(receive ? { receive: async (request) => (await receive(request)).map(mark) } : {}),
    // What was kept bears the mark already.
    ...(reread ? { reread: async (kept) => ({ ...(await reread(kept)), eventId: kept.eventId }) } : {}),
    ...(ask
      ? {
          ask: async (ref) => {
            const answer = await ask(ref);
            return answer && mark(answer);
          },
        }
      : {}),
    ...(listInbound
      ? {
          listInbound: async (query) => {
            // What came by the installation's account before is known under its bare id.
            const known = async (refs: readonly string[]) => {
              const have = await query.known([...refs, ...refs.map((ref) => marked(ownerId, ref))]);
              return new Set(refs.filter((ref) => have.has(ref) || have.has(marked(ownerId, ref))));
            };
            return (await listInbound({ ...query, known })).map(mark);
          },
        }
      : {}),
  };
}

/** A provider that this clinic uses since an instant: of an attempt before, its list cannot tell whether it left. */
export function usedSince(provider: Provider, since: Date): Provider {
  const { find } = provider;
  const from = since.getTime() + MARGIN_MS;
  if (!find) return provider;
  return {
    ...provider,
    find: async (attempt) => (attempt.claimedAt.getTime() < from ? "cannot tell" : find(attempt)),
  };
}
