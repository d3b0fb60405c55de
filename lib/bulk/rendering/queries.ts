import type { z } from "zod";
import { bareName } from "@/lib/bulk/list/rules";
import type { Person } from "@/lib/bulk/people/queries";
import type { BulkContent } from "@/lib/bulk/schema";
import { type Policy, policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Content } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { shorten } from "@/lib/links/commands";
import { withShort } from "@/lib/links/rules";
import type { Shortened } from "@/lib/links/schema";
import { checkLength, compose, type TemplateBodies } from "@/lib/messages/content/compose";
import { planOf } from "@/lib/messages/rules";
import { knownOf } from "@/lib/templates/known/queries";
import { versionIn } from "@/lib/templates/language/rules";
import type { Variables } from "@/lib/templates/render";
import type { Category, Channel } from "@/prisma/generated/enums";

/** What a bulk says, as its row keeps it. */
export interface Said {
  templateId: string | null;
  templateVersion: number | null;
  words: {
    body?: string | undefined;
    content?: z.output<typeof BulkContent> | undefined;
    variables?: Variables | undefined;
  };
  plan: Channel[];
  category: Category;
}

/** What a bulk says, ready to be filled for one person after the other. */
export interface Wording {
  template: { id: string; name: string; version: number; category: Category } | null;
  clinicName: string;
  clinicZone: string;
  /** What the clinic wants of the addresses in its texts. */
  policy: Policy;
  category: Category;
  plan: Channel[];
  variables: Variables;
  channels: Channel[];
  of(language: string): { bodies: TemplateBodies; versionId: string | null };
  /** Variables the words name, in any language. */
  names: string[];
  /** People whose words are held at once, so that they stay a few megabytes however long a mail is. */
  part: number;
}

/** Characters of finished words at once: about 8 MB on their way into the database. */
const MOST_CHARACTERS = 4_000_000;
/** Finished words hold a mail twice: as it was written and as plain text. They are stored twice again. */
const COPIES = 4;
const MOST_AT_ONCE = 1_000;

function partOf(all: readonly TemplateBodies[]): number {
  const longest = Math.max(...all.map((bodies) => textsOf(bodies).join("").length), 1);
  return Math.max(10, Math.min(MOST_AT_ONCE, Math.floor(MOST_CHARACTERS / (longest * COPIES))));
}

export type Filled =
  | {
      plan: Channel[];
      /** As it leaves, with addresses under short links. */
      content: Content;
      /** As it was written. */
      written: Content;
      short: Shortened;
      versionId: string | null;
      missing: string[];
      /** What our records said where the words rest on them; null: nothing. */
      basis: Variables | null;
      problem: null;
    }
  | { plan: Channel[]; problem: "too_long" | "no_words" };

const NAMES = /\{\{\s*(?:#\s*(?:if|unless)\s+)?([A-Za-z_][\w]*)\s*\}\}/g;

const textsOf = (bodies: TemplateBodies) =>
  [
    bodies.smsBody,
    bodies.emailSubject,
    bodies.emailBody,
    bodies.emailHtmlBody,
    bodies.pushTitle,
    bodies.pushBody,
  ].flatMap((text) => text ?? []);

function ownBodies({ body, content }: Said["words"]): TemplateBodies {
  const mail = content?.EMAIL;
  return {
    smsBody: content?.SMS?.body ?? content?.IN_APP?.body ?? body ?? null,
    emailSubject: mail?.subject ?? null,
    emailBody: mail?.body ?? (mail?.htmlBody ? null : (body ?? null)),
    emailHtmlBody: mail?.htmlBody ?? null,
    pushTitle: null,
    pushBody: null,
  };
}

/** Reads the words of a bulk once. Throws `not_found` for an absent template, `invalid` when a way has no words. */
export async function wordingOf(tx: Tx, ctx: Ctx, said: Said): Promise<Wording> {
  const clinic = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { name: true, timeZone: true, settings: true },
  });
  const template = said.templateId
    ? await tx.messageTemplate.findFirst({
        where: { clinicId: ctx.clinicId, id: said.templateId },
        include: { versions: true },
      })
    : null;
  if (said.templateId && (!template || (said.templateVersion === null && !template.isActive)))
    throw notFound("template");
  const version = said.templateVersion ?? template?.version ?? 0;
  const versions = (template?.versions ?? []).filter((each) => each.version === version);
  const own = ownBodies(said.words);
  const all = template ? (versions.length > 0 ? versions : [template]) : [own];
  const channels = channelsWith(all);
  const wordless = said.plan.find((channel) => !channels.includes(channel));
  if (wordless) {
    const problem = `There are no words for ${wordless}. Write some, or choose another way.`;
    throw new AppError("invalid", problem, "no_words", { fields: [{ field: "plan", problem }] });
  }
  return {
    template: template
      ? { id: template.id, name: template.name, version, category: template.category }
      : null,
    clinicName: clinic.name,
    clinicZone: clinic.timeZone,
    policy: policyOf(clinic.settings),
    category: template?.category ?? said.category,
    plan: said.plan,
    variables: said.words.variables ?? {},
    channels,
    of(language) {
      const mine = versionIn(versions, language);
      return { bodies: mine ?? template ?? own, versionId: mine?.id ?? null };
    },
    names: [...new Set(all.flatMap(textsOf).flatMap(namesOf))],
    part: partOf(all),
  };
}

function channelsWith(all: readonly TemplateBodies[]): Channel[] {
  const has = (pick: (bodies: TemplateBodies) => unknown) => all.some((bodies) => Boolean(pick(bodies)));
  const text = has((bodies) => bodies.smsBody);
  const mail = has((bodies) => bodies.emailBody ?? bodies.emailHtmlBody);
  return (["SMS", "EMAIL", "PUSH", "IN_APP"] as const).filter((channel) => {
    if (channel === "SMS") return text;
    if (channel === "EMAIL") return mail;
    return text || mail;
  });
}

/** What templates know of these people by themselves; nothing is read when the words ask for nothing. */
export function knownFor(tx: Tx, ctx: Ctx, wording: Wording, ids: readonly string[]) {
  return wording.names.length > 0
    ? knownOf(tx, ctx, ids, ctx.now)
    : Promise.resolve(new Map<string, Variables>());
}

/** The words for one person. A column fills the variable it is called like, however either is written. */
export function fill(wording: Wording, person: Person, known: Variables, line: Variables): Filled {
  const chosen = wording.plan.length > 0 ? wording.plan : ownPlan(wording, person);
  const { bodies, versionId } = wording.of(person.language);
  const given: Variables = { ...known, ...wording.variables };
  for (const name of wording.names) {
    const key = Object.hasOwn(line, name)
      ? name
      : Object.keys(line).find((each) => bareName(each) === bareName(name));
    if (key) given[name] = line[key] ?? "";
  }
  try {
    const { clinicName, category } = wording;
    const about = { clinicName, category, language: person.language };
    const { content: written, missing } = compose(chosen, {}, bodies, given, about);
    const short = shorten(written, wording.category, wording.policy);
    const content = withShort(written, short.links, env().publicUrl);
    checkLength(content, null);
    return {
      plan: chosen,
      content,
      written,
      short,
      versionId,
      missing,
      basis: basisOf(bodies, chosen, known, given),
      problem: null,
    };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "invalid") throw cause;
    if (cause.reason === "template_broken") throw cause;
    return { plan: chosen, problem: cause.reason === "too_long" ? "too_long" : "no_words" };
  }
}

const BODIES: Record<Channel, (keyof TemplateBodies)[]> = {
  SMS: ["smsBody"],
  EMAIL: ["emailSubject", "emailBody", "emailHtmlBody"],
  PUSH: ["pushTitle", "pushBody"],
  IN_APP: ["smsBody", "emailBody", "emailHtmlBody"],
};

const namesOf = (text: string) => [...text.matchAll(NAMES)].flatMap((found) => found[1] ?? []);

const ownOf = (values: Variables, name: string) => (Object.hasOwn(values, name) ? values[name] : null) ?? "";

/** Values of our records that the words may rest on: all that they name and nobody gave. */
function basisOf(
  bodies: TemplateBodies,
  plan: Channel[],
  known: Variables,
  given: Variables,
): Variables | null {
  const texts = [...new Set(plan.flatMap((channel) => BODIES[channel]))].flatMap(
    (body) => bodies[body] ?? [],
  );
  const names = [...new Set(texts.flatMap(namesOf))].filter(
    (name) => ownOf(given, name) === ownOf(known, name),
  );
  if (names.length === 0) return null;
  return Object.fromEntries(names.sort().map((name) => [name, ownOf(known, name)]));
}

/** The patient's own order, as far as there are words for it. */
function ownPlan(wording: Wording, person: Person): Channel[] {
  const plan = planOf({}, person).filter((channel) => wording.channels.includes(channel));
  return plan.length > 0 ? plan : wording.channels.slice(0, 1);
}
