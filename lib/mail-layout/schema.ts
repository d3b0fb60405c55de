import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** The hub's own green, until a clinic chooses its colour. */
export const DEFAULT_COLOR = "#1f6f5c";

/** Who stands above and under a mail. */
export interface Brand {
  name: string;
  /** E.164, or as the clinic wrote it. */
  phone: string | null;
  /** One line: street, city, state and code (16 CFR 316.2(p) asks for it under marketing). */
  postalAddress: string | null;
  /** "#1f6f5c" */
  color: string;
  /** The mail carries the logo itself, as `cid:clinic-logo`. */
  hasLogo: boolean;
}

/** What is put around the words of one mail. */
export interface Dress {
  /** Null: what is restricted names no clinic. */
  brand: Brand | null;
  language: "en" | "es";
  /** The page to unsubscribe; set for marketing only. */
  unsubscribeUrl: string | null;
}

export const LOGO_CID = "clinic-logo";

/** A logo travels in every mail: 150 kB at most. */
export const MOST_LOGO_BYTES = 150_000;

const Color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "A colour is written like #1f6f5c.")
  .transform((color) => color.toLowerCase());

const postal = z.string().trim().min(10, "Write street, city, state and code.").max(200);
const mailbox = z
  .email("This is not a mail address.")
  .max(100)
  // RFC 5321 ends it at 64 characters, and the hub adds 34 that tell answers apart (lib/delivery/reply).
  .regex(/^[^+@]{1,30}@/, "Choose an address of at most 30 characters before the @, without a plus sign.")
  .transform((address) => address.toLowerCase());

/** `PUT /api/v1/settings/mail`. `logoId`: an upload that becomes the logo; null takes the logo away. */
export const SaveMailStyle = z.object({
  color: Color,
  postalAddress: postal.nullable(),
  replyTo: mailbox.nullable(),
  logoId: z.uuid().nullish(),
});
export type SaveMailStyle = z.output<typeof SaveMailStyle>;

export const MailStyleSchema = z.object({
  color: z.string(),
  postalAddress: z.string().nullable(),
  /** The address in the clinic's own record: it stands under mails where none is written here. */
  clinicAddress: z.string().nullable(),
  replyTo: z.string().nullable(),
  hasLogo: z.boolean(),
  clinicName: z.string(),
  clinicPhone: z.string().nullable(),
  /** Addresses mail leaves from. */
  from: z.array(z.object({ address: z.string(), name: z.string() })),
  /** Whether answers by mail reach the hub. */
  takesMail: z.boolean(),
  updatedAt: Instant.nullable(),
});
export type MailStyleView = z.output<typeof MailStyleSchema>;

/** `POST /api/v1/settings/mail/preview` */
export const PreviewStyle = z.object({
  color: Color,
  postalAddress: z.string().max(200).nullable(),
  kind: z.enum(["treatment", "marketing"]).default("treatment"),
  language: z.enum(["en", "es"]).default("en"),
  scheme: z.enum(["light", "dark"]).default("light"),
  /** A logo picked a moment ago; not given: the one that is kept. */
  logoId: z.uuid().nullish(),
});
export type PreviewStyle = z.output<typeof PreviewStyle>;
export const StylePreview = z.object({ html: z.string(), text: z.string() });
