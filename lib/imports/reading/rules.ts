import iconv from "iconv-lite";
import Papa from "papaparse";
import { AppError } from "@/lib/errors";
import { MOST_ROWS } from "@/lib/imports/schema";

export interface Sheet {
  headers: string[];
  /** Rows that are not blank, by the number a spreadsheet shows beside them. */
  rows: { number: number; cells: string[] }[];
}

const refuse = (problem: string, reason: string) =>
  new AppError("invalid", problem, reason, { fields: [{ field: "file", problem }] });

/** A byte order mark, else the zeros of UTF-16, else UTF-8 where it is valid, else what Excel writes on Windows. */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const [a, b, c] = buffer;
  if (a === 0xff && b === 0xfe) return iconv.decode(buffer, "utf16le");
  if (a === 0xfe && b === 0xff) return iconv.decode(buffer, "utf16be");
  if (a === 0xef && b === 0xbb && c === 0xbf) return iconv.decode(buffer, "utf8");
  const head = buffer.subarray(0, 400);
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
  if (zeros(1) > head.length / 8) return iconv.decode(buffer, "utf16le");
  if (zeros(0) > head.length / 8) return iconv.decode(buffer, "utf16be");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return iconv.decode(buffer, "windows-1252");
  }
}

/** A cell without the dressing of spreadsheets: ="0123", '0123, no-break and zero-width blanks. */
export function cleanCell(cell: string): string {
  return cell
    .normalize("NFC")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/[\u00A0\u2007\u202F]/g, " ")
    .replace(/^\s*="(.*)"\s*$/, "$1")
    .replace(/^\s*'(?=[\d+(])/, "")
    .replace(/\s+/g, " ")
    .trim();
}

const looksLikeData = (cell: string) => /@.+\.|\d{3}.*\d{4}|^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(cell);

const shapeOf = (code: string) => code.replace(/\p{L}+/gu, "a").replace(/\d+/g, "9");

/** A number over numbers of its kind is no header: a column of chart numbers, pasted without one, starts with a patient. */
function isOneOfThem(code: string, below: readonly string[]): boolean {
  if (!/^\S*\d{3}\S*$/.test(code) || below.length === 0) return false;
  return below.every((cell) => /\d{3}/.test(cell) && shapeOf(cell) === shapeOf(code));
}

/** Blank lines speak for no delimiter: in a short list the last one would make two columns one. */
const delimiterOf = (text: string) =>
  Papa.parse(text, { preview: 10, skipEmptyLines: "greedy", delimitersToGuess: [",", ";", "\t", "|"] }).meta
    .delimiter;

/** Reads a list as programs write them. Throws `invalid` for a file that is no list, is empty or is too long. */
export function readSheet(bytes: Uint8Array): Sheet {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (magic.startsWith("PK") || magic.startsWith("\u00d0\u00cf")) {
    throw refuse(
      "This is an Excel workbook. In Excel, choose Save as → CSV UTF-8, then drop that file.",
      "not_csv",
    );
  }
  // Half a character of UTF-16 is nothing a database keeps.
  const text = decodeText(bytes)
    .replace(/^\uFEFF/, "")
    .toWellFormed();
  if (text.includes("\u0000")) throw refuse("This file is not a list in text form (CSV).", "not_csv");
  const parsed = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  // Everything after it would be one cell, and nobody would miss the rows.
  const open = parsed.errors.find(({ code }) => code === "MissingQuotes");
  if (open) {
    const row = (open.row ?? 0) + 1;
    throw refuse(
      `A quotation mark in row ${row} is never closed, so the rows after it cannot be told apart.`,
      "open_quote",
    );
  }
  const lines = parsed.data.map((cells, at) => ({ number: at + 1, cells: cells.map(cleanCell) }));
  const filled = lines.filter((line) => line.cells.some(Boolean));
  const [first, ...rest] = filled;
  if (!first) throw refuse("This file is empty.", "empty");
  const below = (at: number) => rest.slice(0, 5).flatMap(({ cells }) => cells[at] || []);
  const hasHeader = !first.cells.some((cell, at) => looksLikeData(cell) || isOneOfThem(cell, below(at)));
  const rows = hasHeader ? rest : filled;
  if (rows.length === 0) throw refuse("This file has a header and no patients under it.", "empty");
  if (rows.length > MOST_ROWS) {
    throw refuse(`This list has more than ${MOST_ROWS.toLocaleString("en-US")} rows. Split it.`, "too_long");
  }
  const width = hasHeader
    ? first.cells.length
    : rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const headers = Array.from(
    { length: width },
    (_, at) => (hasHeader && first.cells[at]) || `Column ${at + 1}`,
  );
  return { headers, rows };
}
