import type { Outside } from "@/lib/providers/outside";
import type { Records } from "@/lib/setup/schema";
import { isSpf, MOST_LOOKUPS, spfTerms } from "@/lib/setup/spf/rules";

/**
 * How often a receiver looks something up for these records of a domain, with what they include; counting stops past the
 * limit, and where the name service does not answer.
 */
export async function countLookups(records: Records, outside: Pick<Outside, "txt">): Promise<number> {
  let total = 0;
  let open = records?.filter(isSpf) ?? [];
  while (open.length > 0 && total <= MOST_LOOKUPS) {
    const terms = open.map(spfTerms);
    total += terms.reduce((sum, { lookups }) => sum + lookups, 0);
    const names = terms.flatMap((one) => one.names).slice(0, MOST_LOOKUPS);
    const found = await Promise.all(names.map((name) => outside.txt(name)));
    open = found.flatMap((each) => each?.filter(isSpf) ?? []);
  }
  return total;
}
