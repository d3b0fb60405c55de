import { describe, expect, it } from "vitest";
import { chooseColleague, colleagueAnswer, mailPage, phonePage } from "@/lib/demo/rules";

const dana = { id: "1", role: "front_desk" };
const jordan = { id: "2", role: "front_desk" };
const osei = { id: "3", role: "clinician" };

describe("the colleague to play", () => {
  it("is somebody of the same role, never oneself", () => {
    expect(chooseColleague(dana, [dana, osei, jordan])).toBe(jordan);
    expect(chooseColleague(jordan, [dana, osei, jordan])).toBe(dana);
  });
  it("is anybody else where nobody shares the role, and nobody in a clinic of one", () => {
    expect(chooseColleague(osei, [dana, osei])).toBe(dana);
    expect(chooseColleague(osei, [osei])).toBeNull();
  });
  it("answers in the patient's language and does not greet a stranger by name", () => {
    expect(colleagueAnswer("Ana", "es")).toMatch(/^Hola Ana, gracias/);
    expect(colleagueAnswer("Tom", "en")).toMatch(/^Hi Tom, thank you/);
    expect(colleagueAnswer("", "en")).toMatch(/^Thank you/);
  });
});

it("finds the simulator's pages by number and by address", () => {
  expect(phonePage("http://localhost:4010", "+13035550110", "+13035550100")).toBe(
    "http://localhost:4010/phone/%2B13035550110?to=%2B13035550100",
  );
  expect(mailPage("http://localhost:4010", "a+b@mail.example")).toBe(
    "http://localhost:4010/mail/a%2Bb%40mail.example",
  );
});
