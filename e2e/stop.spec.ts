import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { answerFrom, bePatient, bubble, composer } from "@/e2e/world/thread";

test("her STOP ends our texts with one answer, START reopens, and unclear words wait for a person", async ({
  page,
}) => {
  const patient = await newPatient("Stopping");
  await textFrom(patient.phone, "Hello, is the office open?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const phone = await bePatient(page);
  const said = phone.getByRole("log");
  const mayGo = composer(page).getByText(/^May go now by text/);
  await composer(page).getByRole("textbox").fill("Yes, we are open.");
  await expect(mayGo).toBeVisible();

  await answerFrom(phone, "STOP");
  await expect(composer(page).getByText(/stopped our texts .*by texting STOP/)).toBeVisible();
  await expect(said.getByText(/You will get no more texts from us/)).toHaveCount(1);
  await look(page, "stopped");
  await answerFrom(phone, "START");
  await expect(mayGo).toBeVisible();

  await answerFrom(phone, "Why do you keep texting me");
  const bar = page.getByRole("region", { name: "To be decided" });
  await expect(bar).toContainText("may have asked us to stop our texts");
  await look(page, "may-have-asked-us-to-stop");
  await bar.getByRole("button", { name: "They do not" }).click();
  await expect(bar).toHaveCount(0);

  await answerFrom(phone, "Por favor no me escriban más");
  await expect(composer(page).getByText(/stopped our texts .*in their own words/)).toBeVisible();
  await expect(said.getByText(/Ya no le mandaremos mensajes/)).toHaveCount(1);
  await expect(bubble(page, "Ya no le mandaremos mensajes")).toHaveCount(1);
  await expect(said.getByText(/You will get no more texts/)).toHaveCount(1);
});

test("what waits for a decision stands in one list; an admin writes the clinic's own answer to STOP", async ({
  page,
}) => {
  const patient = await newPatient("Deciding");
  await textFrom(patient.phone, "Why do you keep texting me");
  await signIn(page, "Ruth Kessler");
  await page.goto("/inbox?view=waiting");
  await page.getByRole("link", { name: /questions? to be decided$/ }).click();
  await expect(page).toHaveURL(/\/questions$/);
  const questions = page.getByRole("list", { name: "Questions" });
  const question = questions.getByRole("listitem").filter({ hasText: patient.name });
  await expect(question).toContainText(/Due .*[AP]M/);
  await expect(question).toContainText("the law's last day is");
  await look(page, "questions-to-be-decided");
  await question.getByRole("button", { name: "They do not" }).click();
  await expect(question).toHaveCount(0);

  await page.goto("/settings/replies");
  const answers = page.getByRole("region", { name: "STOP, START and HELP" });
  const stop = answers.getByRole("textbox", { name: "After STOP, in English" });
  await expect(stop).toHaveValue(/You will get no more texts/);
  await stop.fill("{clinic}: Bye.");
  await expect(answers.getByText("Say how to get texts again: the word START.")).toBeVisible();
  await stop.fill("{clinic}: No more texts. START brings them back.");
  await expect(answers.getByText(/^Cedar Lane.*: No more texts\. START brings them back\.$/)).toBeVisible();
  await expect(answers.getByText(/Say how to get texts again/)).toHaveCount(0);
  await look(page, "own-answer-to-stop");
  await answers.getByRole("button", { name: "Back to our words: After STOP" }).click();
  await expect(stop).toHaveValue(/You will get no more texts/);
});
