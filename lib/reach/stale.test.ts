import { beforeAll, expect, test } from "vitest";
import { saveRelated, setInstruction, setPreferences } from "@/lib/reach/commands";
import { findReach } from "@/lib/reach/queries";
import { SaveRelated, SetInstruction } from "@/lib/reach/schema";
import { setLabels } from "@/lib/restrictions/commands";
import { getLabels } from "@/lib/restrictions/queries";
import { changeSender } from "@/lib/senders/commands";
import { listSenders } from "@/lib/senders/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

let clinic: Suite;
let id: string;
beforeAll(async () => {
  clinic = await suite();
  ({ id } = await patient(clinic));
});

const reach = () => findReach(clinic.ctx(), id);
const labels = () => getLabels(clinic.ctx(), { patientId: id });
const sender = async () => (await listSenders(clinic.ctx("admin"))).items[0];
const ana = { relation: "caregiver", name: "Ana", authority: "daughter" };

/** Each: what stands now, the version of it that a writer sees, and two changes of it by that version. */
const EDITS: [
  string,
  () => Promise<unknown>,
  (version: string | undefined, first: boolean) => Promise<unknown>,
][] = [
  [
    "preferences",
    async () => (await reach()).versions.preferences,
    (version, first) =>
      setPreferences(clinic.ctx(), id, { channelOrder: first ? ["EMAIL"] : ["SMS"], refused: [], version }),
  ],
  [
    "the instruction",
    async () => (await reach()).versions.instruction,
    (version, first) => {
      const instruction = { noNames: true, note: first ? "theirs" : "ours" };
      return setInstruction(clinic.ctx(), id, SetInstruction.parse({ instruction, version }));
    },
  ],
  [
    "somebody who acts for them",
    async () => (await reach()).related[0]?.version,
    async (version, first) => {
      const known = (await reach()).related[0]?.id;
      const given = { ...ana, id: known, phone: first ? "(303) 555-0198" : "(303) 555-0199", version };
      return saveRelated(clinic.ctx(), id, SaveRelated.parse(given));
    },
  ],
  [
    "labels",
    async () => (await labels()).version,
    (version, first) =>
      setLabels(clinic.ctx(), { patientId: id }, { labels: first ? ["safety"] : ["hiv"], version }),
  ],
  [
    "a sender",
    async () => (await sender())?.version,
    async (version, first) => {
      const own = await sender();
      return changeSender(clinic.ctx("admin"), own?.id ?? "", { rate: first ? 2 : 3, version });
    },
  ],
];

test.each(EDITS)(
  "of two who change %s at once the second is told, and may save over it",
  async (_, seen, change) => {
    await saveRelated(clinic.ctx(), id, SaveRelated.parse(ana));
    const version = (await seen()) as string;
    await change(version, true);
    const theirs = (await seen()) as string;
    expect(theirs).not.toBe(version);
    const refused = { code: "conflict", reason: "stale", details: { version: theirs } };
    await expect(change(version, false)).rejects.toMatchObject(refused);
    expect(await seen()).toBe(theirs);
    await change(theirs, false);
    expect(await seen()).not.toBe(theirs);
  },
);

test("a practice system that names no version writes over what stands", async () => {
  const reached = await setPreferences(clinic.ctx(), id, { channelOrder: ["PUSH"], refused: [] });
  expect(reached.channelOrder).toEqual(["PUSH"]);
});
