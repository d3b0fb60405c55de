import { v7 as uuid } from "uuid";
import { MOST_BYTES } from "@/lib/attachments/limits/rules";
import { fileSentence, linkCause, textLinkCause } from "@/lib/attachments/outgoing/rules";
import type { AttachIn, FilePlan, LinkCause } from "@/lib/attachments/outgoing/schema";
import { getPolicy } from "@/lib/clinics/queries";
import { getConsents } from "@/lib/consents/ledger/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Content } from "@/lib/delivery/schema";
import { AppError } from "@/lib/errors";
import { mintMedia } from "@/lib/media/commands";
import type { MediaFact } from "@/lib/media/schema";
import { findPhi } from "@/lib/phi/rules";
import type { PhiMarks } from "@/lib/phi/schema";
import { mintLinks } from "@/lib/secure/commands";
import { dayFor } from "@/lib/secure/days/rules";
import { findTerms } from "@/lib/secure/queries";
import { DEFAULT_HOURS, type Proof, type SecureLinkIn } from "@/lib/secure/schema";
import { fits, sendsPictures } from "@/lib/senders/rules";
import type { Purpose } from "@/lib/senders/schema";
import type { Category, Channel } from "@/prisma/generated/enums";

const BESIDE_WORDS = "This chart is restricted: send the words as a secure link, and the files go behind it.";

type Reader = Parameters<typeof findTerms>[2];

interface About {
  patient: Omit<Reader, "contactPoints"> & {
    language: string;
    contactPoints: (Reader["contactPoints"][number] & { isPrimary: boolean })[];
  };
  plan: readonly Channel[];
  category: Category;
  content: Content;
  zone: string;
  scheduledAt: Date | null;
  templateId: string | null;
  conversationId: string | null;
  /** The words themselves go behind a link. */
  hidden: boolean;
  /** What the words say that is private; null: nothing. */
  phi: PhiMarks | null;
  /** Somebody said why private words must stay open. */
  keepWords: boolean;
  /** Terms that the sender asked for. */
  secureLink: SecureLinkIn | undefined;
}

interface Row {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  sha256: string;
  contentId: string | null;
  isLinked: boolean;
}

/** The files of a message that is being accepted, or only tried. */
export interface Files {
  plan: FilePlan[];
  rows: Row[];
  /** The words with what the engine must know of the files. */
  content: Content;
  /** A link of their own, where their words go in the open. */
  link: { id: string; channel: Way; proof: Proof; expiresAt: Date } | null;
}

/** The ways that carry files. */
type Way = "EMAIL" | "SMS";
const waysOf = (plan: readonly Channel[]) =>
  plan.filter((channel): channel is Way => channel === "EMAIL" || channel === "SMS");

/**
 * How the files of a message go: inside the mail and with the text, or behind a link that proves who opens it; where one
 * way of the plan needs the link, all ways carry it. Changes nothing. Throws `invalid`: `no_way_for_files`, `file_gone`
 * (an upload older than a day), `too_large` (25 MB in all), `no_secure_link` or `proof_too_weak`.
 */
export async function planFiles(
  tx: Tx,
  ctx: Ctx,
  about: About,
  asked: readonly AttachIn[] | undefined,
): Promise<Files> {
  const { content } = about;
  if (!asked?.length) return { plan: [], rows: [], content, link: null };
  const ways = waysOf(about.plan);
  const [first] = ways;
  if (!first) {
    const words = "Files go by email or text: choose one of these, or send without files.";
    throw refused(words, "no_way_for_files");
  }
  const uploads = await loadUploads(tx, ctx, asked);
  const terms = await findTerms(tx, ctx, about.patient, ways, about);
  // A file's own sentence stands beside open words; of a restricted chart it goes with words behind their link alone.
  if (terms.restricted && !(about.hidden && terms.suggested)) {
    throw refused(terms.problem ?? BESIDE_WORDS, "no_secure_link");
  }
  const privateNames = uploads.some(({ filename }) => findPhi(filename.replace(/[._-]/g, " ")).length > 0);
  const privateWords = ways.some((way) => about.phi?.found.some(({ channel }) => channel === way));
  const { phi } = await getPolicy(ctx);
  const meant = uploads.filter((_, at) => asked[at]?.way !== "link");
  const cause =
    linkCause({
      hidden: about.hidden,
      strict: phi.strict,
      privateWords: (privateWords || privateNames) && !about.keepWords && !(await acceptsRisk(ctx, about)),
      size: ways.includes("EMAIL") ? meant.reduce((sum, { size }) => sum + size, 0) : 0,
    }) ?? (await textCause(tx, ctx, about, mediaOf(meant)));
  const rows = uploads.map(({ id: _, ...upload }, at): Row => {
    const isLinked = cause !== null || asked[at]?.way === "link";
    return { ...upload, id: uuid(), contentId: isLinked ? null : (asked[at]?.contentId ?? null), isLinked };
  });
  const plan = rows.map(
    ({ isLinked }, at): FilePlan => ({
      id: asked[at]?.id ?? "",
      way: isLinked ? "link" : "file",
      forced: asked[at]?.way === "file" ? cause : null,
    }),
  );
  const { carried, linked } = carriedBy(content, ways, rows);
  if (linked === 0 || about.hidden) return { plan, rows, content: carried, link: null };
  const proof = about.secureLink?.proof ?? terms.suggested;
  if (!proof) throw refused(terms.problem ?? "No link is possible here.", "no_secure_link");
  if (!terms.proofs.includes(proof)) {
    throw refused("This proof does not do for this patient here.", "proof_too_weak");
  }
  const start = Math.max(ctx.now.getTime(), about.scheduledAt?.getTime() ?? 0);
  const hours = about.secureLink?.expiresInHours ?? DEFAULT_HOURS;
  const link = { id: uuid(), channel: first, proof, expiresAt: new Date(start + hours * 3_600_000) };
  const { language } = about.patient;
  const until = dayFor(link.expiresAt, about.zone, language);
  const sentence = fileSentence({ count: linked, until, language });
  return { plan, rows, content: { ...carried, fileLink: { id: link.id, sentence } }, link };
}

/** The patient has accepted that others may read private mail or texts (45 CFR 164.522(b)), for every way asked. */
async function acceptsRisk(ctx: Ctx, { patient, plan }: About): Promise<boolean> {
  const { standing } = await getConsents(ctx, patient.id, { limit: 1 });
  return waysOf(plan).every((way) => {
    const lines = standing.filter(({ purpose, channel }) => purpose === "texting_risk" && channel === way);
    return lines.length > 0 && lines.every(({ granted }) => granted);
  });
}

const mediaOf = (files: readonly { id: string; contentType: string; size: number }[]): MediaFact[] =>
  files.map(({ id, contentType: type, size: bytes }) => ({ id, type, bytes }));

/** The message with what it carries itself, by each of its ways; how many files are behind a link. */
function carriedBy(content: Content, ways: readonly Way[], rows: readonly Row[]) {
  const inside = rows.filter(({ isLinked }) => !isLinked);
  const linked = rows.length - inside.length;
  if (inside.length === 0) return { carried: content, linked };
  const files = ways.includes("EMAIL") ? { files: inside.map(({ id }) => id) } : {};
  const media = ways.includes("SMS") ? { media: mediaOf(inside) } : {};
  return { carried: { ...content, ...files, ...media }, linked };
}

/** Why these files cannot go with a text to this patient; null: they can, or no text is meant. */
async function textCause(tx: Tx, ctx: Ctx, about: About, media: MediaFact[]): Promise<LinkCause | null> {
  if (media.length === 0 || !about.plan.includes("SMS")) return null;
  const own = await tx.sender.findMany({
    where: { clinicId: ctx.clinicId, channel: "SMS", isActive: true, registration: "registered" },
    select: { provider: true, kind: true, address: true, mms: true, purpose: true },
    take: 200,
  });
  const senders = own
    .filter(
      ({ provider, purpose }) => ctx.ports.providers[provider] && fits(purpose as Purpose, about.category),
    )
    .map((sender) => ({ provider: sender.provider, mms: sendsPictures(sender) }));
  const phones = about.patient.contactPoints.filter(
    ({ kind, health }) => kind === "phone" && health !== "closed",
  );
  const to = (phones.find(({ isPrimary }) => isPrimary) ?? phones[0])?.value ?? null;
  return textLinkCause({ media, senders, to });
}

async function loadUploads(tx: Tx, ctx: Ctx, asked: readonly AttachIn[]) {
  const found = await tx.upload.findMany({
    where: { clinicId: ctx.clinicId, id: { in: asked.map(({ id }) => id) } },
    select: { id: true, filename: true, contentType: true, size: true, sha256: true },
  });
  const uploads = asked.map(({ id }) => {
    const upload = found.find((one) => one.id === id);
    if (!upload) throw refused("A file is no longer here: add it again.", "file_gone");
    return upload;
  });
  if (uploads.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) {
    throw refused("Together the files are larger than 25 MB.", "too_large");
  }
  return uploads;
}

function refused(problem: string, reason: string): AppError {
  return new AppError("invalid", problem, reason, { fields: [{ field: "attachments", problem }] });
}

/** Gives a message that was just accepted its files, and their link where they have one of their own. */
export async function attachFiles(tx: Tx, ctx: Ctx, messageId: string, files: Files): Promise<void> {
  if (files.rows.length === 0) return;
  const { clinicId, now: createdAt } = ctx;
  await tx.attachment.createMany({
    data: files.rows.map((row) => ({ ...row, clinicId, messageId, createdAt })),
  });
  await mintMedia(tx, ctx, messageId, files.content.media?.map(({ id }) => id) ?? []);
  if (!files.link) return;
  const { id, channel, proof, expiresAt } = files.link;
  const words = [{ id, channel, subject: null, body: "", filesOnly: true }];
  await mintLinks(tx, ctx, messageId, { content: files.content, words, proof, expiresAt });
}

/** The files of a message that is sent again: the same bytes, behind a new link where they were behind one. */
export async function filesAgain(
  tx: Tx,
  ctx: Ctx,
  firstId: string,
  about: Omit<About, "secureLink" | "phi" | "keepWords">,
): Promise<Files> {
  const before = await tx.attachment.findMany({
    where: { clinicId: ctx.clinicId, messageId: firstId, sha256: { not: null } },
    select: { filename: true, contentType: true, size: true, sha256: true, contentId: true, isLinked: true },
    orderBy: { id: "asc" },
  });
  const { files: _files, fileLink: _link, media: _media, ...content } = about.content;
  if (before.length === 0) return { plan: [], rows: [], content, link: null };
  const rows = before.map((row) => ({ ...row, id: uuid(), sha256: row.sha256 ?? "" }));
  const ways = waysOf(about.plan);
  const [channel = "EMAIL"] = ways;
  const { carried, linked } = carriedBy(content, ways, rows);
  if (linked === 0 || about.hidden) return { plan: [], rows, content: carried, link: null };
  const terms = await findTerms(tx, ctx, about.patient, ways, about);
  if (!terms.suggested) throw refused(terms.problem ?? "No link is possible here.", "no_secure_link");
  const expiresAt = new Date(ctx.now.getTime() + DEFAULT_HOURS * 3_600_000);
  const link = { id: uuid(), channel, proof: terms.suggested, expiresAt };
  const { language } = about.patient;
  const sentence = fileSentence({
    count: linked,
    until: dayFor(expiresAt, about.zone, language),
    language,
  });
  return { plan: [], rows, content: { ...carried, fileLink: { id: link.id, sentence } }, link };
}
