import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

test("the right password opens, any other does not", async () => {
  const hash = await hashPassword("correct horse");
  expect(await verifyPassword("correct horse", hash)).toBe(true);
  expect(await verifyPassword("correct horsE", hash)).toBe(false);
  expect(await verifyPassword("", hash)).toBe(false);
});

test("two hashes of one password differ, and neither holds it", async () => {
  const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^scrypt\$15\$8\$3\$/);
  expect(one).not.toContain("correct");
});

test("a letter typed composed or decomposed is the same letter", async () => {
  expect(await verifyPassword("contraseña", await hashPassword("contrasen\u0303a"))).toBe(true);
});

test("a hash made with cheaper parameters still verifies", async () => {
  const hash = "scrypt$10$8$1$c2FsdHNhbHRzYWx0c2FsdA$A9lBa6RTbfBovWqamVIqXKovIl4Vk6OZyVojLJmYmSI";
  expect(await verifyPassword("correct horse", hash)).toBe(true);
  expect(await verifyPassword("incorrect horse", hash)).toBe(false);
});

test("without a hash the answer is no and takes as long", async () => {
  const hash = await hashPassword("x");
  const time = async (given: string | null) => {
    const start = performance.now();
    expect(await verifyPassword("y", given)).toBe(false);
    return performance.now() - start;
  };
  const [known, unknown] = [await time(hash), await time(null)];
  expect(unknown).toBeGreaterThan(known / 3);
});

test("a flood at the door is told to come again, and those who waited are answered", async () => {
  const hash = "scrypt$10$8$1$c2FsdHNhbHRzYWx0c2FsdA$A9lBa6RTbfBovWqamVIqXKovIl4Vk6OZyVojLJmYmSI";
  const all = await Promise.allSettled(
    Array.from({ length: 40 }, () => verifyPassword("correct horse", hash)),
  );
  expect(all.filter((each) => each.status === "fulfilled" && each.value)).toHaveLength(22);
  expect(all.at(-1)).toMatchObject({ reason: { code: "rate_limited" } });
});
