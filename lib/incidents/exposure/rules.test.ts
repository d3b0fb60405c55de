import { expect, it } from "vitest";
import { revealedBy } from "@/lib/incidents/exposure/rules";
import { findPhi } from "@/lib/phi/rules";

it("that a result exists counts where it went to a stranger, and holds nobody's everyday text up", () => {
  const words = "Cedar Lane: your lab results are ready. Log in to see them.";
  expect(findPhi(words)).toEqual([]);
  const about = {
    category: "treatment" as const,
    patient: { firstName: "Maria", lastName: "Alvarez" },
    clinicName: "Cedar Lane Family Medicine",
    link: "none" as const,
  };
  const exposed = revealedBy({ ...about, words });
  expect(exposed).toEqual({
    kinds: [],
    revealed: ["That somebody here is a patient of this clinic", "That there is a test, or a result of one"],
  });
  // Where the result itself is told, that is what is named.
  expect(revealedBy({ ...about, words: "Your A1c came back at 7.2." }).revealed).toEqual([
    "A test or its result",
  ]);
});
