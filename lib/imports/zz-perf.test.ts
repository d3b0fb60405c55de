import { it } from "vitest";
import { checkNext } from "@/lib/imports/checking/commands";
import { runImports, startImport, uploadImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { ListRows } from "@/lib/imports/schema";
import { suite } from "@/lib/testing/ctx";

it("50k", async () => {
  const at = await suite();
  const list = [
    "Id,First,Last,DOB,Phone,Email,Zip",
    ...Array.from(
      { length: 50000 },
      (_, i) =>
        `P${i},Ana${i % 977},Nr${i % 3001}x${i},${1 + (i % 12)}/${1 + (i % 28)}/${1940 + (i % 80)},303-${200 + Math.floor(i / 10000)}-${String(i % 10000).padStart(4, "0")},a${i}@example.org,80202`,
    ),
  ].join("\n");
  let t = Date.now();
  const lap = (n: string) => {
    process.stderr.write(`${n} ${Date.now() - t}\n`);
    t = Date.now();
  };
  const id = await uploadImport(at.ctx(), { filename: "x.csv", bytes: Buffer.from(list) });
  lap("upload");
  const sys = at.ctx({ kind: "system", job: "import" });
  let n = 0,
    worst = 0;
  for (;;) {
    const s = Date.now();
    const more = await checkNext(sys, id);
    worst = Math.max(worst, Date.now() - s);
    n++;
    if (!more) break;
  }
  lap(`check chunks ${n} worst ${worst}`);
  await startImport(at.ctx(), id, { skipBadRows: true });
  lap("start");
  let slowest = 0;
  for (;;) {
    const s = Date.now();
    await runImports(at.ports);
    slowest = Math.max(slowest, Date.now() - s);
    const v = await getImport(at.ctx(), id, ListRows.parse({ limit: 1 }));
    if (v.status === "done" || v.status === "failed") {
      process.stderr.write(`${v.status} ${v.appliedRows} ${v.errorCount} apply≈${Date.now() - s}\n`);
      break;
    }
  }
  lap(`run slowest ${slowest}`);
}, 300000);
