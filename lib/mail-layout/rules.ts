import { type Brand, DEFAULT_COLOR, type Dress, LOGO_CID } from "@/lib/mail-layout/schema";

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** Plain words as paragraphs, their addresses as links. */
export function htmlOfText(text: string): string {
  const linked = (line: string) => {
    let html = "";
    let from = 0;
    for (const match of line.matchAll(LINK)) {
      const url = escapeHtml(match[0]);
      html += `${escapeHtml(line.slice(from, match.index))}<a href="${url}">${url}</a>`;
      from = match.index + match[0].length;
    }
    return html + escapeHtml(line.slice(from));
  };
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="margin:0 0 16px">${paragraph.split("\n").map(linked).join("<br>")}</p>`)
    .join("");
}

/** The colour of links on white: the clinic's where it can be read (WCAG 2.2 AA: 4.5 to 1), else a blue. */
export function linkColor(color: string): string {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05) >= 4.5 ? color : "#1a56b0";
}

/** "303-555-0100": short, and every phone makes a link of it. */
export const domesticPhone = (phone: string) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");

interface FooterWords {
  why: (clinic: string) => string;
  unsubscribe: string;
  choose: string;
  phone: string;
}

const FOOTER: Record<"en" | "es", FooterWords> = {
  en: {
    why: (clinic) => `You get this because you agreed to news from ${clinic} by email.`,
    unsubscribe: "Unsubscribe",
    choose: "or choose what we send you",
    phone: "Phone",
  },
  es: {
    why: (clinic) =>
      `Recibe este correo porque aceptó recibir novedades de ${clinic} por correo electrónico.`,
    unsubscribe: "Cancelar la suscripción",
    choose: "o elija qué le enviamos",
    phone: "Teléfono",
  },
};

/** Outlook's tables take no font from what is around them. Gmail keeps a style sheet in the head and Outlook none of it: everything stands inline as well. */
const DARK: readonly [selectors: readonly string[], rule: string][] = [
  [[".hub-page"], "background:#14181d !important"],
  [[".hub-card", ".hub-card *"], "color:#eef2f6 !important;background-color:transparent !important"],
  [[".hub-card"], "background:#1f252c !important"],
  [[".hub-card a"], "color:#8ec5ff !important"],
  [[".hub-foot", ".hub-foot *"], "color:#aab4bf !important"],
];

/** A link of a hundred characters or a long name would make the whole mail wider than a telephone. */
const BREAK = "overflow-wrap:anywhere;word-break:break-word";

/** The dark look where `under` stands around it: Outlook's own programs mark a dark page with an attribute. */
const dark = (under = "") =>
  DARK.map(
    ([selectors, rule]) => `${selectors.map((selector) => `${under}${selector}`).join(",")}{${rule}}`,
  ).join("\n");

const LOOKS = {
  auto: `@media (prefers-color-scheme:dark){${dark()}}\n${dark("[data-ogsc] ")}`,
  dark: dark(),
  light: "",
};

const sheet = (
  scheme: keyof typeof LOOKS,
) => `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media only screen and (max-width:620px){.hub-width,.hub-card table{width:100% !important}.hub-card td{width:auto !important}.hub-pad{padding:20px !important}}
img{max-width:100%;height:auto}
${LOOKS[scheme]}`;

function head(brand: Brand): string {
  const name = escapeHtml(brand.name);
  const shown = brand.hasLogo
    ? `<img src="cid:${LOGO_CID}" alt="${name}" height="44" style="display:block;height:44px;width:auto;border:0">`
    : `<span style="font-size:18px;line-height:24px;font-weight:bold">${name}</span>`;
  return `<tr><td class="hub-pad" style="padding:24px 32px 0;${BREAK}">${shown}</td></tr>`;
}

function foot({ brand, language, unsubscribeUrl }: Dress): string {
  if (!brand) return "";
  const words = FOOTER[language];
  const contact = [brand.postalAddress, brand.phone && `${words.phone} ${domesticPhone(brand.phone)}`];
  const lines = [brand.name, ...contact].flatMap((line) => (line ? [escapeHtml(line)] : []));
  const leave = unsubscribeUrl
    ? `<br><br>${escapeHtml(words.why(brand.name))}<br><a href="${escapeHtml(unsubscribeUrl)}" style="color:#5b6570;text-decoration:underline">${words.unsubscribe}</a> ${words.choose}`
    : "";
  return `<tr><td class="hub-foot hub-pad" style="padding:20px 32px;font-size:13px;line-height:20px;color:#5b6570;${BREAK}">${lines.join("<br>")}${leave}</td></tr>`;
}

/** The plain words with the same footer, behind the mark that mail programs cut a signature at. */
function textWith(text: string, { brand, language, unsubscribeUrl }: Dress): string {
  if (!brand) return text;
  const words = FOOTER[language];
  const phone = brand.phone && `${words.phone} ${domesticPhone(brand.phone)}`;
  const leave = unsubscribeUrl
    ? ["", words.why(brand.name), `${words.unsubscribe} ${words.choose}: ${unsubscribeUrl}`]
    : [];
  const lines = [brand.name, brand.postalAddress, phone].filter(Boolean);
  return [text, "", "-- ", ...lines, ...leave].join("\n");
}

/**
 * A mail as it leaves: its words in the clinic's frame, as HTML that Gmail, Outlook and dark screens keep whole, and as
 * text. `html` is clean already. `scheme` pins the look for a preview; `auto` leaves it to the reader.
 */
export function dressed(
  words: { text: string; html: string | null },
  dress: Dress,
  scheme: "auto" | "light" | "dark" = "auto",
): { text: string; html: string } {
  const { brand, language } = dress;
  const color = brand?.color ?? DEFAULT_COLOR;
  const link = linkColor(color);
  const body = (words.html ?? htmlOfText(words.text)).replace(
    /<a (?![^>]*style=)/g,
    `<a style="color:${link}" `,
  );
  const html = `<!doctype html>
<html lang="${language}" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title></title><style>${sheet(scheme)}</style>
<!--[if mso]><style>body,table,td,p,a,li{font-family:Arial,sans-serif !important}</style><![endif]--></head>
<body class="hub-page" style="margin:0;padding:0;background:#eef1f4;-webkit-text-size-adjust:100%">
<table role="presentation" class="hub-page" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef1f4"><tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="hub-width" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;font-family:Arial,Helvetica,sans-serif">
<tr><td height="6" bgcolor="${color}" style="height:6px;line-height:6px;font-size:0;background:${color}">&nbsp;</td></tr>
<tr><td class="hub-card" bgcolor="#ffffff" style="background:#ffffff;color:#1d252c">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${brand ? head(brand) : ""}
<tr><td class="hub-pad" style="padding:24px 32px 16px;font-size:16px;line-height:24px;${BREAK}">${body}</td></tr></table></td></tr>
${foot(dress)}</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`;
  return { html, text: textWith(words.text, dress) };
}
