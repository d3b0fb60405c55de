import { describe, expect, it } from "vitest";
import { readMail } from "@/lib/conversations/inbound/mail/rules";

const desk = "Cedar Lane <desk@x.example>";
const asked = "Does 3 pm work?";

/** What each program writes under an answer; `asked` stands in all of it. */
const UNDER: readonly [program: string, under: string][] = [
  ["Gmail, broken in two", `On Mon, Jun 1, 2026 at 9:00 AM Cedar Lane <\nd@x.example> wrote:\n\n> ${asked}`],
  [
    "Gmail in German, broken",
    `Am Mo., 1. Juni 2026 um 09:00 Uhr schrieb Cedar Lane <\nd@x.example>:\n\n> ${asked}`,
  ],
  ["Gmail in Vietnamese", `Vào Th 2, 1 thg 6, 2026 vào lúc 09:00 ${desk} đã viết:\n\n> ${asked}`],
  ["Gmail in Chinese", `${desk} 于2026年6月1日周一 09:00写道：\n\n> ${asked}`],
  ["Gmail in Polish", `pon., 1 cze 2026 o 09:00 ${desk} napisał(a):\n\n> ${asked}`],
  ["Gmail in Russian", `пн, 1 июн. 2026 г. в 09:00, ${desk}:\n\n> ${asked}`],
  ["Gmail in Portuguese", `Em seg., 1 de jun. de 2026 às 09:00, ${desk} escreveu:\n\n> ${asked}`],
  ["Thunderbird in French", `Le 01/06/2026 à 09:00, Cedar Lane a écrit :\n> ${asked}`],
  [
    "Apple Mail in Spanish",
    `Enviado desde mi iPhone\n\n> El 1 jun 2026, a la(s) 9:00 a.m., ${desk} escribió:\n> \n> ${asked}`,
  ],
  [
    "Apple Mail with its thin blank",
    `Sent from my iPhone\n\n> On Jun 1, 2026, at 9:00\u202fAM, ${desk} wrote:\n> \n> \ufeff\n> ${asked}`,
  ],
  [
    "Yahoo, no mark and no empty line",
    `    On Monday, June 1, 2026 at 09:00:00 AM MDT, ${desk} wrote:  \n \n  ${asked}`,
  ],
  [
    "Yahoo's app, all on a line",
    `Yahoo Mail: Search, Organize, Conquer \n \n On Mon, Jun 1, 2026 at 9:00 AM, Cedar Lane<d@x.example> wrote:   ${asked}`,
  ],
  [
    "AOL",
    `Sent from AOL on Android \n \n On Mon, Jun 1, 2026 at 9:00 AM, Cedar Lane<d@x.example> wrote:   ${asked}`,
  ],
  ["iCloud", `On Jun 1, 2026, at 9:00 AM, ${desk} wrote:\n\n\n${asked}`],
  [
    "Proton",
    `Sent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, June 1st, 2026 at 9:00 AM, ${desk} wrote:\n\n> ${asked}`,
  ],
  [
    "Proton's app",
    `Sent from [Proton Mail](https://proton.me/mail/home) for Android.\n\n-------- Original Message --------\nOn Monday, 06/01/26 at 09:00 ${desk} wrote:\n\n> ${asked}`,
  ],
  [
    "Outlook among colleagues, names only",
    `From: Cedar Lane\nSent: Monday, June 1, 2026 9:00 AM\nTo: Ana Ruiz\nSubject: Your visit\n\n${asked}`,
  ],
  [
    "Outlook with many recipients",
    `From: ${desk}\nSent: Monday\nTo: Ana; Bob; Carl;\n Dora; Eve\nCc: Fay\nSubject: Your visit\n\n${asked}`,
  ],
  [
    "Outlook, bold in plain text",
    `*From:* ${desk}\n*Sent:* Monday\n*To:* Ana\n*Subject:* Your visit\n\n${asked}`,
  ],
  [
    "Outlook's rule, right under the words",
    `________________________________\nFrom: ${desk}\nSent: Monday\nTo: Ana\nSubject: x\n\n${asked}`,
  ],
  [
    "Outlook for iOS",
    `Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: ${desk}\nSent: Monday\nTo: Ana\nSubject: x\n\n${asked}`,
  ],
  [
    "Outlook for iOS in Spanish",
    `Obtener Outlook para iOS<https://aka.ms/o0ukef>\n________________________________\nDe: ${desk}\nEnviado: lunes\nPara: Ana\nAsunto: x\n\n${asked}`,
  ],
  [
    "Outlook for Android in German",
    `Outlook für Android beziehen<https://aka.ms/x>\n________________________________\nVon: ${desk}\nGesendet: Montag\nAn: Ana\nBetreff: x\n\n${asked}`,
  ],
  [
    "Outlook in Spanish",
    `-----Mensaje original-----\nDe: ${desk}\nEnviado el: lunes, 1 de junio de 2026 9:00\nPara: Ana\nAsunto: Su visita\n\n${asked}`,
  ],
  [
    "Outlook in French",
    `De : ${desk}\nEnvoyé : lundi 1 juin 2026 09:00\nÀ : Ana\nObjet : Votre visite\n\n${asked}`,
  ],
  ["Outlook in Chinese", `发件人: ${desk}\n发送时间: 2026年6月1日 9:00\n收件人: Ana\n主题: 预约\n\n${asked}`],
  ["Outlook in Russian", `От: ${desk}\nОтправлено: 1 июня 2026 г.\nКому: Ana\nТема: Визит\n\n${asked}`],
  ["Outlook in Vietnamese", `Từ: ${desk}\nĐã gửi: Thứ Hai\nĐến: Ana\nChủ đề: Lịch hẹn\n\n${asked}`],
  [
    "GMX, the day first",
    `Gesendet: Montag, 01. Juni 2026 um 09:00 Uhr\nVon: "Cedar Lane" <desk@x.example>\nAn: ana@x.example\nBetreff: Ihr Termin\n\n${asked}`,
  ],
  [
    "Samsung",
    `Sent from my Galaxy\n\n\n-------- Original message --------\nFrom: ${desk} \nDate: 6/1/26  9:00 AM  (GMT-07:00) \nTo: ana@x.example \nSubject: Your visit \n\n${asked}`,
  ],
  [
    "Samsung in Spanish",
    `Enviado desde mi Galaxy\n\n-------- Mensaje original --------\nDe: ${desk} \nFecha: 1/6/26  9:00 a. m. \nPara: ana@x.example \nAsunto: Su visita \n\n${asked}`,
  ],
  [
    "three answers under each other",
    `From: ${desk}\nSent: x\nTo: Ana\nSubject: RE: v\n\nSee you.\n\nFrom: Ana\nSent: x\nTo: ${desk}\nSubject: RE: v\n\n${asked}`,
  ],
  [
    "two dashes and a disclaimer",
    `-- \nAna Ruiz\nACME Corp\n\nCONFIDENTIALITY NOTICE: ${"this mail is private. ".repeat(30)}\n\nOn Mon, Jun 1, 2026 at 9:00 AM ${desk} wrote:\n> ${asked}`,
  ],
  [
    "a closing and a card",
    `Best regards,\n\nAna Ruiz\nACME Corp\n+1 555 0100\n\nOn Mon, Jun 1, 2026 at 9:00 AM ${desk} wrote:\n> ${asked}`,
  ],
];

describe("what mail programs put under an answer", () => {
  it.each(UNDER)("%s", (_, under) => {
    const { own, quoted } = readMail({ text: `STOP\r\n\r\n${under}\r\n`.replace(/\r?\n/g, "\r\n") });
    expect(own).toBe("STOP");
    expect(quoted).toContain(asked);
  });
});

describe("what a person wrote is never put away", () => {
  it.each([
    ["between rules of dashes", "My medicines:\n\n---\nLisinopril 10 mg\n---\n\nI have chest pain."],
    ["between rules of equals signs", "My readings\n===\n140/90\n===\nI have chest pain."],
    ["after a closing", "Hello,\n\nBest regards,\nAna\n\nPS I have chest pain."],
    ["right under a closing", "Hello,\n\nRegards,\nI have chest pain"],
    ["under what a telephone adds", "Hello\nSent from my iPhone\nI have chest pain."],
    [
      "under two dashes that nobody marked",
      `Hello\n--\n${"and so on and on ".repeat(20)}\nI have chest pain.`,
    ],
    ["after telling who wrote something", "Hi.\n\nOn Monday the doctor wrote:\ntake two. I have chest pain."],
    [
      "between quotes",
      "On 6/1/26 9:00 AM, Cedar Lane wrote:\n> How are you?\nI have chest pain.\n> Cedar Lane",
    ],
    [
      "under what it quotes",
      "On 6/1/26 9:00 AM, Cedar Lane wrote:\n> How are you?\n\nI have chest pain.\n\n-- \nAna",
    ],
    ["in hours with two names of headers", "I can come:\nFrom: 9 am\nTo: 11 am\nI have chest pain."],
    [
      "and forwards",
      "See below\n\n---------- Forwarded message ---------\nFrom: Lab <l@x.example>\nDate: Mon\nSubject: R\nTo: <a@x.example>\n\nI have chest pain.",
    ],
  ])("%s", (_, text) => expect(readMail({ text }).own).toContain("I have chest pain"));

  it("keeps answers between quotes apart from each other", () => {
    expect(readMail({ text: "> When?\n\nFriday\n\n> Where?\n\nCedar Lane" }).own).toBe(
      "Friday\n\nCedar Lane",
    );
  });

  it("says what was written beside the answer to an invitation", () => {
    const invitation = { answer: "accepted", summary: "Visit", comment: "I may be late" } as const;
    const mail = { references: [], autoSubmitted: false, invitation };
    expect(readMail({ text: "I may be late", mail }).own).toBe(
      "Accepted the invitation “Visit”.\n\nI may be late",
    );
  });
});
