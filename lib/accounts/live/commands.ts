import { type AccountRow, loadAccounts, openCredentials, stateOfAccounts } from "@/lib/accounts/live/queries";
import type { Credentials } from "@/lib/accounts/schema";
import { inboundSecretOf } from "@/lib/accounts/sealing/rules";
import type { Accounts } from "@/lib/ctx";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { log } from "@/lib/log";
import type { OwnAccount } from "@/lib/providers/own";
import { usedSince } from "@/lib/providers/owned";
import type { Provider } from "@/lib/providers/port";

type Providers = Record<string, Provider>;

export interface Installation {
  /** The installation's own providers, for every clinic without an account of its own. */
  base: Providers;
  build(account: OwnAccount): Provider;
  /** HUB_SECRET, and the one before it while it is rotated. */
  secrets: readonly [string, string?];
  clock(): Date;
}

/** What does not verify may be signed by an account that was connected a moment ago: read again, but no oftener. */
const AGAIN_MS = 1_000;

interface Held {
  row: AccountRow;
  /** What the clinic's messages go by, and what takes its present signatures. */
  provider: Provider;
  /** Takes those of the token before too, until then. */
  rotating: { provider: Provider; until: number } | null;
}

/**
 * The accounts of all clinics as this process last read them: SDK clients live as long as an account's version. Another
 * process's change is seen at its next `refresh`; one's own at once. Nothing is read for a message.
 */
export class LiveAccounts implements Accounts {
  #state = "";
  #readAt = Number.NEGATIVE_INFINITY;
  #held = new Map<string, Held>();
  #clinics = new Map<string, Providers>();
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly installation: Installation) {}

  get installed(): Providers {
    return this.installation.base;
  }

  of(clinicId: string): Providers {
    if (this.#state === "") {
      const words = "The hub is just starting. Please try again in a moment.";
      throw new AppError("unavailable", words, "starting", { retryAfterSeconds: 2 });
    }
    return this.#clinics.get(clinicId) ?? this.installation.base;
  }

  all(): Providers {
    const own = [...this.#held.values()].map(({ provider }) => [provider.name, provider] as const);
    return { ...Object.fromEntries(own), ...this.installation.base };
  }

  find(vendor: string, wanted: { id: string } | { publicId: string }): Provider[] {
    const now = this.installation.clock().getTime();
    const fits = ({ row }: Held) =>
      row.provider === vendor &&
      ("id" in wanted ? row.id === wanted.id : row.publicId?.toLowerCase() === wanted.publicId.toLowerCase());
    return [...this.#held.values()]
      .filter(fits)
      .map(({ provider, rotating }) => (rotating && now < rotating.until ? rotating.provider : provider));
  }

  open(credentials: Credentials): Provider {
    const now = this.installation.clock();
    const nobody = { id: "", clinicId: "", since: now, previous: null, inboundSecrets: [""] } as const;
    return this.installation.build({ ...nobody, credentials });
  }

  refresh(): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#read());
    return this.#last;
  }

  async freshen(): Promise<void> {
    if (performance.now() - this.#readAt >= AGAIN_MS) await this.refresh();
  }

  async #read(): Promise<void> {
    this.#readAt = performance.now();
    const state = await stateOfAccounts();
    if (state === this.#state) return;
    const rows = await loadAccounts();
    const before = this.#held;
    this.#held = new Map();
    for (const row of rows) {
      const kept = before.get(row.id);
      const held = kept?.row.version === row.version ? kept : this.#hold(row);
      if (held) this.#held.set(row.id, held);
    }
    this.#clinics = new Map(
      [...groupBy(rows, ({ clinicId }) => clinicId)].map(([clinicId, own]) => [clinicId, this.#join(own)]),
    );
    this.#state = state;
  }

  #hold(row: AccountRow): Held | null {
    const { sealed, previous, previousUntil } = row;
    if (!sealed) return null;
    const credentials = this.#unsealed(row, sealed);
    if (!credentials) {
      log.warn("account.unreadable", { clinicId: row.clinicId, provider: row.provider });
      return null;
    }
    const [secret, older] = this.installation.secrets;
    const inbound = (from: string) => inboundSecretOf(from, row.id, row.changedAt);
    const inboundSecrets: [string, string?] = older ? [inbound(secret), inbound(older)] : [inbound(secret)];
    const { id, clinicId, changedAt: since } = row;
    const build = (old: Credentials | null) =>
      this.installation.build({ id, clinicId, since, credentials, previous: old, inboundSecrets });
    const old = previous && previousUntil ? this.#unsealed(row, previous) : null;
    const rotating = old && previousUntil ? { provider: build(old), until: previousUntil.getTime() } : null;
    return { row, provider: build(null), rotating };
  }

  #unsealed({ keyId, clinicId, provider }: AccountRow, sealed: Uint8Array): Credentials | null {
    const secrets = this.installation.secrets.filter((one) => one !== undefined);
    return openCredentials(sealed, keyId, { clinicId, vendor: provider }, secrets);
  }

  /** An account that cannot be opened is no reason to send by somebody else's: then the clinic has none. */
  #join(rows: readonly AccountRow[]): Providers {
    const providers = { ...this.installation.base };
    for (const { id, provider: name, sealed, changedAt } of rows) {
      const own = this.#held.get(id)?.provider;
      const usual = this.installation.base[name];
      if (own) providers[name] = own;
      else if (sealed) delete providers[name];
      else if (usual) providers[name] = usedSince(usual, changedAt);
    }
    return providers;
  }
}
