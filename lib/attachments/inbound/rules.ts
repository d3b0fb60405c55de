import { typeOf } from "@/lib/attachments/rules";
import type { InboundAttachment } from "@/lib/providers/port";

/** As much as we send ourselves, in bytes; SendGrid's own limit for a whole mail is 30 MB (providers.md §2.5). */
const MOST_BYTES = 25 * 1024 * 1024;

/** A person sends a handful; a hundred tiny files are an attack. */
const MOST_FILES = 30;

/** What a double click would run, on one system or another. Their bytes are not kept at all. */
const PROGRAMS = new Set(
  `exe scr com bat cmd pif msi msp mst msix msixbundle appx appxbundle application appref-ms ps1 psm1 vb vbs vbe js jse
  mjs ws wsc wsf wsh hta lnk reg jar jnlp apk app dmg pkg iso img vhd vhdx cpl chm url scf sct shb msc xll dll sys
  diagcab gadget library-ms settingcontent-ms command`.split(/\s+/),
);

/** The ending that a system goes by: Windows leaves out dots and blanks behind it. */
const endingOf = (filename: string) => /\.([^.\s]+)[.\s]*$/.exec(filename)?.[1]?.toLowerCase() ?? "";

const PROGRAM_BEGINNINGS = /^(?:4d5a|7f454c46|cafebabe|cffaedfe|feedface|2321)/;

/** By its first bytes, whatever it is called and said to be. */
export const isProgram = (content: Uint8Array) =>
  PROGRAM_BEGINNINGS.test(Buffer.from(content.subarray(0, 4)).toString("hex"));

/** Why the bytes of a file were not kept. */
export type Refusal = "program" | "too_large" | "too_many";

/** A mail's file as it is stored. */
export interface KeptFile extends Omit<InboundAttachment, "content"> {
  content: Buffer | null;
  refused: Refusal | null;
}

function refusalOf(file: InboundAttachment, content: Buffer, before: number, index: number): Refusal | null {
  if (index >= MOST_FILES) return "too_many";
  if (PROGRAMS.has(endingOf(file.filename))) return "program";
  if (isProgram(content)) return "program";
  return before + content.byteLength > MOST_BYTES ? "too_large" : null;
}

/** What is kept of the files of one message: names always, bytes within limits, types as the bytes say. */
export function keptFiles(files: readonly InboundAttachment[]): KeptFile[] {
  let total = 0;
  return files.slice(0, MOST_FILES + 1).map((file, index) => {
    const filename =
      file.filename
        .replace(/[\p{Cc}\p{Cf}\\/]+/gu, " ")
        .trim()
        .slice(-200) || "file";
    if (!file.content) return { ...file, filename, content: null, refused: null };
    const content = Buffer.from(file.content);
    const refused = refusalOf({ ...file, filename }, content, total, index);
    if (refused) return { ...file, filename, content: null, refused };
    total += content.byteLength;
    return { ...file, filename, contentType: typeOf(content, file.contentType), content, refused };
  });
}
