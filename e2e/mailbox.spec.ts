import { clinicMail, demo, handOffs, hub, simulator } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, sendButton } from "@/e2e/world/thread";

const waits = async (thread: string) =>
  (await hub<{ waitingSince: string | null }>("GET", `/v1/conversations/${thread}`)).waitingSince !== null;

test("a patient answers from her mailbox: the thread shows her words alone, and a machine's answer makes nobody wait", async ({
  page,
  context,
}) => {
  const patient = await newPatient("Mailbox");
  await hub("POST", "/v1/messages", {
    ...{ patientId: patient.id, channel: "EMAIL", subject: "Your visit" },
    body: "Does Friday at 3 work for you?",
  });
  await expect.poll(() => handOffs(patient.email), { timeout: 90_000 }).toHaveLength(1);
  const thread = await threadOf(patient);
  await simulator("POST", "/inbound/email", {
    ...{ from: `${patient.name} <${patient.email}>`, to: clinicMail, subject: "Automatic reply: Your visit" },
    text: "I am away until Thursday and read no mail.",
    headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
  });
  await signIn(page);
  await openThread(page, thread, patient.name);
  const away = bubble(page, "I am away until Thursday");
  await expect(away.getByText("Sent by a machine")).toBeVisible();
  expect(await waits(thread)).toBe(false);

  const mailbox = await context.newPage();
  await mailbox.goto(`${demo.simulatorUrl}/mail/${encodeURIComponent(patient.email)}`);
  await mailbox
    .getByRole("link", { name: /Your visit/ })
    .filter({ hasNotText: "Automatic reply" })
    .click();
  await mailbox.getByRole("textbox", { name: /^Reply to / }).fill("Friday at 3 is perfect, thank you!");
  await mailbox.waitForLoadState();
  await mailbox.getByRole("button", { name: "Send reply" }).click();
  const answer = bubble(page, "Friday at 3 is perfect");
  await expect(answer).toBeVisible();
  await expect(answer.getByText("Does Friday at 3 work for you?")).toBeHidden();
  expect(await waits(thread)).toBe(true);
  await look(page, "mailbox");
  await answer.getByRole("button", { name: "Show the quoted mail" }).click();
  await expect(answer.getByText("Does Friday at 3 work for you?")).toBeVisible();

  // Nobody types a subject: the answer bears that of her mail, so that her program keeps one thread.
  await expect(composer(page).getByPlaceholder("Subject: Re: Your visit")).toBeVisible();
  const field = composer(page).getByRole("textbox", { name: /^Email to / });
  await field.click();
  await field.pressSequentially("See you on Friday.");
  await expect(composer(page).getByText(/^May go now by email/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await field.press("Control+Enter");
  await expect.poll(() => handOffs(patient.email), { timeout: 90_000 }).toHaveLength(2);
  await mailbox.goto(`${demo.simulatorUrl}/mail/${encodeURIComponent(patient.email)}`);
  await expect(mailbox.getByRole("link", { name: /Re: Your visit/ }).first()).toBeVisible();
});
