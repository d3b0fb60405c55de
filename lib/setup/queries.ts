import { listAddresses, twilioToken } from "@/lib/accounts/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { env } from "@/lib/env";
import { storeAt } from "@/lib/files/stores";
import type { Outside } from "@/lib/providers/outside";
import { shownAs, troubleOf } from "@/lib/senders/rules";
import type { Registration } from "@/lib/senders/schema";
import { judgeKnock } from "@/lib/setup/knocks/rules";
import { vendorName } from "@/lib/setup/naming/rules";
import {
  above,
  DKIM_SELECTORS,
  judgeAgreement,
  judgeDkim,
  judgeDmarc,
  judgeFiles,
  judgeSpf,
  judgeWayOut,
  KEYWORD_ADVICE,
  PLACES,
} from "@/lib/setup/rules";
import type { Check, Knock, SetupHealth } from "@/lib/setup/schema";
import { countLookups } from "@/lib/setup/spf/queries";
import { lastSigned } from "@/lib/webhooks/proofs/queries";

/** Vendors that tell us something by themselves. */
const KNOCKED = ["twilio", "telnyx", "sendgrid"];

/** How long a test event may take to come, and how often we look whether it did. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 250;
const LATE_MS = 600_000;

interface Stand {
  senders: Awaited<ReturnType<typeof loadSenders>>;
  signed: Set<string>;
}

const loadSenders = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx.sender.findMany({
      where: { clinicId: ctx.clinicId },
      orderBy: [{ channel: "asc" }, { createdAt: "asc" }],
      take: 200,
    }),
  );

/**
 * Looks at what the clinic's messages depend on outside of the hub, now: names of the mail domain, the webhooks by the
 * public address, the senders' registration, the agreements. Takes up to 9 s; what does not answer is `unknown`.
 */
export async function getSetup(ctx: Ctx, outside: Outside): Promise<SetupHealth> {
  const senders = await loadSenders(ctx);
  const vendors = await read(ctx, (tx) =>
    tx.vendor.findMany({ where: { clinicId: ctx.clinicId }, select: { provider: true, baaSignedAt: true } }),
  );
  const signed = new Set(vendors.flatMap(({ provider, baaSignedAt }) => (baaSignedAt ? [provider] : [])));
  const stand = { senders, signed };
  const [webhooks, mail, files] = await Promise.all([
    checkWebhooks(ctx, outside),
    checkMail(stand, outside),
    checkFiles(),
  ]);
  const checks = [...checkTexts(stand), ...mail, ...webhooks, ...checkAgreements(ctx, stand), files];
  return { checkedAt: ctx.now.toISOString(), checks };
}

async function checkFiles(): Promise<Check> {
  const place = env().filesStore;
  const trouble = place === "database" ? null : ((await storeAt(place)?.trouble()) ?? null);
  return { id: "files", area: "files", title: PLACES[place], ...judgeFiles(place, trouble) };
}

function checkTexts({ senders }: Stand): Check[] {
  const texts = senders.filter(({ channel, isActive }) => channel === "SMS" && isActive);
  const checks = texts.map((sender): Check => {
    const trouble = troubleOf({ ...sender, registration: sender.registration as Registration });
    return {
      id: `sender:${sender.id}`,
      area: "texts",
      title: shownAs(sender.address),
      state: trouble ? "problem" : "ok",
      found: trouble ?? "Registered with the carriers.",
      fix: trouble ? "Change it under Settings, Senders, when it is done." : null,
    };
  });
  if (texts.some(({ provider }) => provider === "twilio")) {
    checks.push({ id: "keywords", area: "texts", title: "Stop words at Twilio", ...KEYWORD_ADVICE });
  }
  return checks;
}

async function checkMail({ senders }: Stand, outside: Outside): Promise<Check[]> {
  const mail = senders.filter(({ channel, isActive }) => channel === "EMAIL" && isActive);
  const domains = new Map(mail.map(({ address, provider }) => [address.split("@")[1] ?? address, provider]));
  const checked = [...domains].map(async ([domain, provider]): Promise<Check[]> => {
    const selectors = [...DKIM_SELECTORS.automatic, DKIM_SELECTORS.manual];
    const look = async (host: string) => ({ host, records: await outside.txt(host) });
    const lookAbove = async (parent: string) => ({
      domain: parent,
      records: await outside.txt(`_dmarc.${parent}`),
    });
    const [{ spf, lookups }, dmarc, parents, dkim] = await Promise.all([
      outside.txt(domain).then(async (spf) => ({ spf, lookups: await countLookups(spf, outside) })),
      outside.txt(`_dmarc.${domain}`),
      Promise.all(above(domain).map(lookAbove)),
      Promise.all(selectors.map((selector) => look(`${selector}._domainkey.${domain}`))),
    ]);
    const area = "mail";
    return [
      { id: `spf:${domain}`, area, title: `SPF of ${domain}`, ...judgeSpf(domain, provider, spf, lookups) },
      { id: `dkim:${domain}`, area, title: `DKIM of ${domain}`, ...judgeDkim(domain, provider, dkim) },
      { id: `dmarc:${domain}`, area, title: `DMARC of ${domain}`, ...judgeDmarc(domain, dmarc, parents) },
    ];
  });
  const found = (await Promise.all(checked)).flat();
  const wayOut = found.length > 0 ? judgeWayOut(env().publicUrl) : null;
  return wayOut
    ? [...found, { id: "way_out", area: "mail", title: "Ways to unsubscribe", ...wayOut }]
    : found;
}

async function checkWebhooks(ctx: Ctx, outside: Outside): Promise<Check[]> {
  const used = KNOCKED.filter((provider) => provider in ctx.ports.providers);
  const [addresses, token] = await Promise.all([listAddresses(ctx), twilioToken(ctx)]);
  return Promise.all(
    used.map(async (provider): Promise<Check> => {
      const entered = addresses.find((one) => one.provider === provider)?.url ?? "";
      const [url = ""] = entered.split("#");
      const form = { "Content-Type": "application/json" };
      const unsigned = await outside.post(url, form, "{}");
      const test = provider === "twilio" && token ? outside.signTwilio(token, url) : undefined;
      const signed = test && { signed: await outside.post(url, test.headers, test.body) };
      const told = unsigned === 403 && !test ? await askVendor(ctx, outside, provider, url) : {};
      const lastSignedAt = await lastSigned(ctx, provider);
      return {
        id: `webhook:${provider}`,
        area: "webhooks",
        title: `Events of ${vendorName(provider)}`,
        ...judgeKnock(provider, entered, { unsigned, ...signed, ...told, lastSignedAt }),
        lastSignedAt: lastSignedAt?.toISOString() ?? null,
      };
    }),
  );
}

/** Has the vendor look at our address; where it posts a test event, waits for it. */
async function askVendor(
  ctx: Ctx,
  outside: Outside,
  provider: string,
  url: string,
): Promise<Pick<Knock, "vendor" | "came">> {
  const vendor = await ctx.ports.providers[provider]?.knock?.(url);
  if (vendor?.kind !== "asked") return vendor ? { vendor } : {};
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    await outside.pause(LOOK_MS);
    const last = await lastSigned(ctx, provider);
    if (last && last >= ctx.now) return { vendor, came: true };
  }
  // The one that was asked for before may have come late.
  const last = await lastSigned(ctx, provider);
  return { vendor, came: last !== null && ctx.now.getTime() - last.getTime() < LATE_MS };
}

function checkAgreements(ctx: Ctx, { signed }: Stand): Check[] {
  return Object.keys(ctx.ports.providers).map((provider) => ({
    id: `agreement:${provider}`,
    area: "agreements",
    title: vendorName(provider).replace(/^./, (letter) => letter.toUpperCase()),
    ...judgeAgreement(provider, signed.has(provider)),
  }));
}
