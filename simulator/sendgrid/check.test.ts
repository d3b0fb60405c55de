import { expect, it } from "vitest";
import { checkMail } from "@/simulator/sendgrid/check";

const NOW_S = 1_781_632_800;
const letter = (more: object = {}, personal: object = {}) => ({
  personalizations: [{ to: [{ email: "ana@example.com" }], custom_args: { key: "1" }, ...personal }],
  from: { email: "desk@clinic.example" },
  reply_to: { email: "desk@clinic.example" },
  subject: "Your visit",
  content: [
    { type: "text/plain", value: "Hi" },
    { type: "text/html", value: "<p>Hi</p>" },
  ],
  ...more,
});
const people = (count: number) => Array.from({ length: count }, (_, n) => ({ email: `p${n}@example.com` }));

it("takes a mail as the hub writes it", () => {
  expect(
    checkMail(letter({}, { headers: { "List-Unsubscribe": "<https://a.example>" } }), NOW_S),
  ).toHaveProperty("request");
});

it.each([
  "x-sg-id",
  "X-SG-EID",
  "Received",
  "DKIM-Signature",
  "Content-Type",
  "Content-Transfer-Encoding",
  "To",
  "From",
  "Subject",
  "Reply-To",
  "CC",
  "BCC",
])("refuses a header %s, at the top and for one reader", (name) => {
  const headers = { [name]: "x" };
  for (const mail of [letter({ headers }), letter({}, { headers })])
    expect(checkMail(mail, NOW_S)).toMatchObject({ errors: [{ field: "personalizations.0.headers" }] });
});

it.each<[string, object, string]>([
  ["no reader", letter({}, { to: [] }), "personalizations.0.to"],
  ["nobody at all", letter({ personalizations: [] }), "personalizations"],
  ["1,001 readers", letter({}, { to: people(1_001) }), "personalizations.0.to"],
  ["no sender", letter({ from: undefined }), "from"],
  ["both ways of naming an answer's address", letter({ reply_to_list: people(1) }), "reply_to"],
  ["an empty subject", letter({ subject: "" }), "subject"],
  ["an empty part", letter({ content: [{ type: "text/plain", value: "" }] }), "content.0.value"],
  [
    "HTML before the plain words",
    letter({
      content: [
        { type: "text/html", value: "<p>Hi</p>" },
        { type: "text/plain", value: "Hi" },
      ],
    }),
    "content",
  ],
  ["eleven categories", letter({ categories: people(11).map(({ email }) => email) }), "categories"],
  ["a category twice", letter({ categories: ["a", "a"] }), "categories"],
  [
    "arguments that are no text",
    letter({}, { custom_args: { key: 1 } }),
    "personalizations.0.custom_args.key",
  ],
  [
    "10 kB of arguments",
    letter({}, { custom_args: { key: "x".repeat(10_000) } }),
    "personalizations.0.custom_args",
  ],
  ["73 hours ahead", letter({ send_at: NOW_S + 73 * 3_600 }), "send_at"],
  ["a reader named twice", letter({}, { cc: [{ email: "ANA@example.com" }] }), "personalizations.0"],
])("refuses %s", (_, mail, field) => {
  const checked = checkMail(mail, NOW_S);
  expect("errors" in checked ? checked.errors.map((one) => one.field) : []).toContain(field);
});
